package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All known differences, by container. */
final class KnownDifferences {
  private static final Container TOMCAT = new Container("tomcat.*", "");
  private static final Container JETTY = new Container("jetty.*", "12.");
  private static final Container JETTY_12_0 = new Container("jetty.*", "12.0.");
  private static final Container UNDERTOW = new Container("undertow.*|wildfly.*", "");
  private static final Container UNDERTOW_ALONE = new Container("undertow.*", "");
  private static final Container WILDFLY = new Container("wildfly.*", "39.");
  private static final Container UNDERTOW_EE = new Container("undertow-ee", "2.");

  private static final List<KnownDifference> OF_TOMCAT =
      List.of(
          TOMCAT.differs(
              "P35",
              "user info",
              "HTTP/1.1 200",
              "400",
              "it takes the user info off an absolute target, and compares the rest with the Host",
              "seen on 11.0.25"));

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

  private static final List<KnownDifference> OF_UNDERTOW =
      List.of(
          UNDERTOW_ALONE.differs(
              "P35",
              "user info",
              "HTTP/1.1 500",
              "400",
              "it fails on user info in an absolute target before any servlet is called",
              "seen on 2.3.26.Final"),
          UNDERTOW.differs(
              "F28",
              "HEAD",
              "a framing where there is no body: HTTP/1.1 204",
              "neither Content-Length nor Transfer-Encoding",
              "it gives the 204 to a HEAD a length of 0, or chunks if it is committed early",
              "seen on 2.3.26.Final and WildFly 39"),
          UNDERTOW.differs(
              "P35",
              "another port",
              "HTTP/1.1 200",
              "400",
              "it compares the host of an absolute target without its port, and shows the Host's",
              "seen on 2.3.26.Final"),
          UNDERTOW.differs(
              "P35",
              "another scheme",
              "HTTP/1.1 200",
              "400",
              "it shows a servlet nothing of the scheme of an absolute target",
              "seen on 2.3.26.Final"),
          UNDERTOW.differs(
              "H24",
              "*",
              "to be false but was true",
              "400",
              "it shows a servlet nothing of a Host beside :authority",
              "seen on 2.3.26.Final"),
          UNDERTOW.differs(
              "H25",
              "*",
              "to be false but was true",
              "400",
              "it shows a servlet nothing of a Host without :authority",
              "seen on 2.3.26.Final"),
          UNDERTOW.differs(
              "P28",
              "",
              "but was: \"x\"",
              "QUERY_STRING ?x",
              "its parser drops a question mark that follows the first",
              "seen on 2.3.26.Final and WildFly 39"),
          UNDERTOW.differs(
              "P34",
              "/shop//../cart",
              "but was: \"/shop/cart\"",
              "/cart, or refused",
              "it takes the empty segment for the one that .. removes, as RFC 3986 5.2.4 does",
              "seen on 2.3.26.Final and WildFly 39"),
          UNDERTOW.differs(
              "M04",
              "127.0.0.1:80",
              "500",
              "400, 405 or 501",
              "it fails on an authority before any servlet is called",
              "seen on 2.3.26.Final and WildFly 39"),
          UNDERTOW_ALONE.differs(
              "L26",
              "/app/a b",
              "but was: \"/errors/500\"",
              "/a b",
              "its dispatcher refuses a path that is not encoded (UT000165)",
              "seen on 2.3.26.Final and WildFly 39"),
          UNDERTOW.differs(
              "L26",
              "/app/caf\u00e9",
              "but was: \"/errors/500\"",
              "/caf\u00e9",
              "its dispatcher refuses a path that is not encoded (UT000165)",
              "seen on 2.3.26.Final and WildFly 39"),
          UNDERTOW.differs(
              "B09",
              "5\r\nhelloXX\r\n0\r\n\r\n",
              "HTTP/1.1 200",
              "a read that fails",
              "its parser skips what stands between a chunk and its line end",
              "seen on 2.3.26.Final and WildFly 39"),
          UNDERTOW.differs(
              "B09",
              "\r\n\r\n",
              "HTTP/1.1 200",
              "a read that fails",
              "its parser takes a line without a size for the last chunk",
              "seen on 2.3.26.Final and WildFly 39"));

  private static final List<KnownDifference> OF_WILDFLY =
      List.of(
          WILDFLY.differs(
              "P35",
              "user info",
              "HTTP/1.1 200",
              "400",
              "it takes the user info off an absolute target",
              "seen on 39.0.1.Final"),
          WILDFLY.differs(
              "M04",
              "other.example:443",
              "500",
              "400, 405 or 501",
              "it fails on an authority before any servlet is called",
              "seen on 39.0.1.Final"),
          WILDFLY.differs(
              "B10",
              "",
              "HTTP/1.1 400",
              "CONTENT_LENGTH 3000000000",
              "max-post-size is 10 MiB in its standalone.xml",
              "Undertow subsystem, http-listener"),
          WILDFLY.differs(
              "B11",
              "",
              "HTTP/1.1 400",
              "all bytes",
              "max-post-size is 10 MiB in its standalone.xml",
              "Undertow subsystem, http-listener"),
          WILDFLY.differs(
              "E23",
              "",
              "\"default-host\"",
              "the local name",
              "without a Host it names the virtual host that it falls back to",
              "Undertow subsystem, default-host"),
          WILDFLY.differs(
              "P34",
              "shop",
              "HTTP/1.1 500",
              "400",
              "its error page fails on a target without a slash, before any servlet",
              "seen on 39.0.1.Final"),
          WILDFLY.differs(
              "P34",
              "./shop",
              "HTTP/1.1 500",
              "400",
              "its error page fails on a target without a slash, before any servlet",
              "seen on 39.0.1.Final"),
          WILDFLY.differs(
              "P34",
              "../shop",
              "HTTP/1.1 500",
              "400",
              "its error page fails on a target without a slash, before any servlet",
              "seen on 39.0.1.Final"),
          WILDFLY.differs(
              "P34",
              ";/shop",
              "HTTP/1.1 500",
              "400",
              "its error page fails on a target without a slash, before any servlet",
              "seen on 39.0.1.Final"),
          WILDFLY.differs(
              "P34",
              "%2fshop",
              "HTTP/1.1 500",
              "400",
              "its error page fails on a target without a slash, before any servlet",
              "seen on 39.0.1.Final"));

  private static final List<KnownDifference> OF_UNDERTOW_EE =
      Stream.concat(
              Stream.of(
                  UNDERTOW_EE.differs(
                      "M04",
                      "other.example:443",
                      "500",
                      "400, 405 or 501",
                      "it fails on an authority before any servlet is called",
                      "seen on 2.0.0.RC1")),
              Stream.of("shop", "./shop", "../shop", ";/shop", "%2fshop")
                  .map(
                      target ->
                          UNDERTOW_EE.differs(
                              "P34",
                              target,
                              "HTTP/1.1 500",
                              "400",
                              "it fails on a target without a slash, before any servlet",
                              "seen on 2.0.0.RC1")))
          .toList();

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
                  "R19",
                  "20000",
                  "the connection ended without a response",
                  "500",
                  "it meets headers above its bound when the request is completed, and has no"
                      + " error page after that",
                  "seen on 11.0.25"),
              UNDERTOW.differs(
                  "L33",
                  "forward",
                  "HTTP/1.1 500",
                  "the file",
                  "its servlet of files does not write in a request that was started"
                      + " asynchronously",
                  "seen on 2.3.26.Final"));

  static final List<KnownDifference> ALL =
      Stream.of(
              OF_ASYNC_CALLS,
              OF_TOMCAT,
              OF_JETTY,
              OF_UNDERTOW,
              OF_UNDERTOW_EE,
              OF_WILDFLY,
              DifferencesOfGrizzly.ALL,
              DifferencesOfLiberty.ALL)
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
