package org.gatewaybridge.servlet.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gatewaybridge.servlet.Fake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When trailers are asked for; what a container then does is for the compatibility tests. */
@SuppressWarnings({
  "unused",
  "UnusedMethod",
  "NullAway",
  "DoNotCallSuggester"
}) // the fakes are called by name
class PlainContainerTest {
  private final List<String> calls = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, false, true",
    "HTTP/1.1, true, false",
    "HTTP/1.0, false, false",
    "HTTP/2.0, false, true",
    "HTTP/2.0, true, true"
  })
  void trailersAreForBodiesWhoseEndNothingElseTells(
      String protocol, boolean lengthKnown, boolean asked) {
    prepare(protocol, lengthKnown, new Taking());

    assertThat(calls.contains("setTrailerFields")).isEqualTo(asked);
  }

  @Test
  void containerThatTakesNoTrailersIsNoFailure() {
    // The Servlet API's answer to "trailer is not supported in the request"; Open Liberty's, unless
    // the app itself has set Transfer-Encoding.
    assertThatCode(() -> prepare("HTTP/2.0", false, new Refusing())).doesNotThrowAnyException();
  }

  private void prepare(String protocol, boolean lengthKnown, Object methods) {
    HttpServletRequest request =
        Fake.of(
            HttpServletRequest.class,
            new Object() {
              String getProtocol() {
                return protocol;
              }
            });
    HttpServletResponse response = Fake.of(HttpServletResponse.class, methods, calls);
    new PlainContainer().prepareCut(request, response, lengthKnown, Map::of);
  }

  private static final class Taking {
    boolean isCommitted() {
      return false;
    }

    void setTrailerFields(Supplier<Map<String, String>> trailers) {}
  }

  private static final class Refusing {
    boolean isCommitted() {
      return false;
    }

    void setTrailerFields(Supplier<Map<String, String>> trailers) {
      throw new IllegalStateException("Trailers can not be set");
    }
  }
}
