package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All known differences, by container. */
final class KnownDifferences {
  private static final Container TOMCAT = new Container("tomcat.*|tomee.*", "");
  private static final Container TOMCAT_ITSELF = new Container("tomcat.*", "");
  private static final Container TOMEE = new Container("tomee.*", "9.");
  private static final Container JETTY = new Container("jetty.*", "12.");
  private static final Container JETTY_12_0 = new Container("jetty.*", "12.0.");
  private static final Container JETTY_12_1 = new Container("jetty.*", "12.1.");

  private static final List<KnownDifference> OF_TOMCAT =
      List.of(
          TOMCAT.differs(
              "P35",
              "user info",
              "HTTP/1.1 200",
              "400",
              "it takes the user info off an absolute target, and compares the rest with the Host",
              "seen on 11.0.25"),
          TOMCAT_ITSELF.differs(
              "W40",
              "",
              "\"closed 1000\"",
              "1005",
              "it takes a close frame without a code for one with 1000",
              "org.apache.tomcat.websocket.WsFrameBase; seen on 11.0.25"),
          TOMCAT_ITSELF.differs(
              "M04",
              "*",
              "Optional[501]",
              "405",
              "it has no CONNECT, and says so before any servlet is called",
              "seen on 11.0.25"),
          TOMEE.differs(
              "M04",
              "127.0.0.1:80",
              "Optional[400]",
              "405",
              "it refuses an authority before any servlet is called",
              "seen on 9.0.0"),
          TOMEE.differs(
              "M04",
              "other.example:443",
              "Optional[400]",
              "405",
              "it refuses an authority before any servlet is called",
              "seen on 9.0.0"),
          TOMCAT.differs(
              "A19",
              "20000",
              "HTTP/1.1 500",
              "the headers",
              "a response's head must fit maxHttpResponseHeaderSize, 8 KiB as it comes",
              "Tomcat's documentation of the HTTP connector"));

  private static final List<KnownDifference> OF_JETTY =
      List.of(
          JETTY_12_0.differs(
              "H14",
              "text/plain;charset=utf-8",
              "but was: \"text/plain;charset=UTF-8\"",
              "as it came",
              "it replaces well-known header values by its own spelling of them",
              "seen on 12.0.31"),
          JETTY_12_0.differs(
              "H24",
              "other.example",
              "Expecting value to be false",
              "refused",
              "it takes the authority, and shows no Host that the bridge could compare with it",
              "seen on 12.0.31; 12.1.12 refuses it"),
          JETTY_12_0.differs(
              "L27",
              "/closed/x",
              "HTTP ERROR 403",
              "the error page",
              "a constraint's refusal does not lead to the error page of web.xml",
              "seen on 12.0.31; 12.1.12 sends the page"),
          JETTY.differs(
              "P04",
              "",
              "HTTP/1.1 400",
              "decoded once",
              "%25 is ambiguous to it (AMBIGUOUS_PATH_ENCODING)",
              "org.eclipse.jetty.http.UriCompliance"),
          JETTY.differs(
              "P11",
              "",
              "HTTP/1.1 400",
              "kept",
              "an empty segment is ambiguous to it (AMBIGUOUS_EMPTY_SEGMENT)",
              "org.eclipse.jetty.http.UriCompliance"),
          JETTY.differs(
              "A19",
              "20000",
              "the connection ended without a response",
              "the headers, or a 500",
              "a response's head must fit jetty.httpConfig.responseHeaderSize, 8 KiB as it comes;"
                  + " its page for that would name the exception, so the bridge resets",
              "org.eclipse.jetty.server.HttpConfiguration"),
          JETTY.differs(
              "L28",
              "/start/",
              "but was: \"/\"",
              "/index.html",
              "welcome files are its default servlet's, whose place the app has taken",
              "seen on 12.0.31 and 12.1.12"),
          JETTY.differs(
              "P29",
              "\u00e9",
              "but was: \"\ufffd\"",
              "the query's bytes, or refused",
              "it decodes the request line as UTF-8 and replaces what is not",
              "seen on 12.0.31 and 12.1.12"),
          JETTY.differs(
              "E22",
              "",
              "HTTP/1.1 400",
              "the server's own name",
              "it refuses an empty Host",
              "org.eclipse.jetty.http.HttpCompliance"),
          JETTY.differs(
              "W63",
              "",
              "no close frame",
              "1001",
              "a server that stops ends its connections before it tells the apps",
              "org.eclipse.jetty.server.Server; seen on 12.1.12; a redeployment tells them first"),
          JETTY.differs(
              "M04",
              "/ctx/a",
              "Optional[400]",
              "405",
              "it refuses CONNECT of a path before any servlet is called",
              "seen on 12.0.31 and 12.1.12"),
          JETTY_12_1.differs(
              "M04",
              "127.0.0.1:80",
              "Optional[400]",
              "405",
              "it refuses CONNECT before any servlet is called",
              "seen on 12.1.12"),
          JETTY_12_1.differs(
              "M04",
              "other.example:443",
              "Optional[400]",
              "405",
              "it refuses CONNECT before any servlet is called",
              "seen on 12.1.12"),
          JETTY.differs(
              "M03",
              "",
              "HTTP/1.1 403",
              "405",
              "its webdefault descriptor forbids TRACE by a security constraint",
              "its webdefault descriptors"),
          JETTY.differs(
              "L28",
              "/suffix/",
              "<!DOCTYPE html",
              "/index.do",
              "its default servlet looks for files only, unless welcomeServlets is set",
              "its webdefault descriptors"),
          JETTY.differs(
              "B09",
              "5\r\nhello\r\n0\r\n",
              "HTTP/1.1 200",
              "a read that fails",
              "the last chunk has been read, and it does not wait for the line after it",
              "seen on 12.0.31 and 12.1.12"));

  /** Of calls that do not run on the container's threads (gateway.execution). */
  private static final List<KnownDifference> OF_ASYNC_CALLS =
      System.getProperty("compat.execution", "container").equals("container")
          ? List.of()
          : List.of(
              TOMCAT
                  .differs(
                      "B09",
                      "*",
                      "HTTP/1.1 500",
                      "400",
                      "its own thread takes the failed read for an error of the servlet, if it has"
                          + " not left by then",
                      "org.apache.catalina.core.StandardHostValve; seen on 11.0.25")
                  .sometimes(),
              TOMCAT.differs(
                  "A19",
                  "20000",
                  "the connection ended without a response",
                  "500",
                  "it meets headers above its bound when the request is completed, and has no"
                      + " error page after that",
                  "seen on 11.0.25"));

  static final List<KnownDifference> ALL =
      Stream.of(
              OF_ASYNC_CALLS,
              OF_TOMCAT,
              OF_JETTY,
              DifferencesOfUndertow.ALL,
              DifferencesOfGrizzly.ALL,
              DifferencesOfTyrus.ALL,
              DifferencesOfLiberty.ALL,
              DifferencesInExtras.ALL)
          .flatMap(List::stream)
          .toList();

  private KnownDifferences() {}

  static Optional<KnownDifference> of(
      String container, String version, String caseId, String variant) {
    return ALL.stream()
        .filter(known -> known.concerns(container, version, caseId, variant))
        .findFirst();
  }

  /** The containers of a kind: a pattern for their ids, and how their versions begin. */
  record Container(String ids, String versions) {
    KnownDifference differs(
        String caseId,
        String variant,
        String observed,
        String expected,
        String why,
        String source) {
      return new KnownDifference(ids, versions, caseId, variant, observed, expected, why, source);
    }
  }
}
