package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.KnownDifferences.Container;

/** Containers without early hints or trailers: an app's environ has no key for them there. */
final class DifferencesInExtras {
  private static final Container LIBERTY = new Container("openliberty", "");

  private static final List<Container> WITHOUT_HINTS =
      List.of(
          DifferencesOfUndertow.UNDERTOW,
          LIBERTY,
          new Container("glassfish.*|payara.*", ""),
          new Container("tomee.*", "9."));

  static final List<KnownDifference> ALL =
      Stream.of(
              WITHOUT_HINTS.stream().flatMap(DifferencesInExtras::hints),
              trailers(),
              Stream.of(
                  LIBERTY.differs(
                      "T05",
                      "204 No Content",
                      "a framing where there is no body",
                      "no Content-Length",
                      "it says Content-Length: 0 in a 204",
                      "seen on 26.0.0.3")))
          .flatMap(each -> each)
          .toList();

  private DifferencesInExtras() {}

  private static Stream<KnownDifference> hints(Container container) {
    return Stream.of("T11", "T12", "T13", "T14", "T15", "T16")
        .map(
            caseId ->
                container.differs(
                    caseId,
                    "*",
                    "[no hints]",
                    "a response 103",
                    "it has no way to send early hints, so the environ has no key for them",
                    "its classes; Servlet has one from 6.2 on"));
  }

  private static Stream<KnownDifference> trailers() {
    return Stream.of("T01", "T02", "T03", "T04", "T07", "T08", "T09", "T10")
        .map(
            caseId ->
                LIBERTY.differs(
                    caseId,
                    "*",
                    "[no trailers]",
                    "trailers",
                    "it sends the trailers of a response behind later ones as well, which may be"
                        + " another client's, so the environ has no key for them",
                    "seen on 26.0.0.3"));
  }
}
