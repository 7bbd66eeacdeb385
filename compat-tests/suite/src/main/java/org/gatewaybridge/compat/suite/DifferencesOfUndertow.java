package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.KnownDifferences.Container;

/** What Undertow does otherwise, by itself, in WildFly and as Undertow EE. */
final class DifferencesOfUndertow {
  static final Container UNDERTOW = new Container("undertow.*|wildfly.*", "");
  private static final Container UNDERTOW_ALONE = new Container("undertow[0-9].*", "2.");
  private static final Container WILDFLY = new Container("wildfly.*", "39.");
  private static final Container WILDFLY_OR_EE = new Container("wildfly.*|undertow-ee", "");
  private static final Container UNDERTOW_EE = new Container("undertow-ee", "2.");

  private static final List<KnownDifference> OF_UNDERTOW =
      List.of(
          UNDERTOW.differs(
              "W37",
              "",
              "silence: neither a frame nor the end",
              "1002 or 1009",
              "it waits for the bytes of a length that no frame may have",
              "seen on 2.3.26.Final"),
          UNDERTOW.differs(
              "W40",
              "",
              "\"closed 1000\"",
              "1005",
              "it takes a close frame without a code for one with 1000",
              "seen on 2.3.26.Final"),
          UNDERTOW
              .differs(
                  "W48",
                  "",
                  "\"text b\"",
                  "nothing",
                  "if the client is gone, it tells so on another thread than the messages before",
                  "io.undertow.websockets.jsr.UndertowSession.setupWebSocketChannel")
              .sometimes(),
          UNDERTOW.differs(
              "W61",
              "",
              "to start with",
              "permessage-deflate",
              "it compresses only if the server's own configuration adds the extension",
              "io.undertow.websockets.jsr.WebSocketDeploymentInfo; seen on 2.3.26.Final"),
          UNDERTOW_ALONE.differs(
              "M04",
              "other.example:443",
              "Optional[400]",
              "405",
              "it refuses a target that is not the Host's before any servlet is called",
              "seen on 2.3.26.Final"),
          UNDERTOW_ALONE.differs(
              "M05",
              "",
              "HTTP/1.1 400",
              "200",
              "its parser refuses a method of 40 characters",
              "seen on 2.3.26.Final"),
          UNDERTOW_ALONE.differs(
              "P35",
              "user info",
              "HTTP/1.1 500",
              "400",
              "it fails on user info in an absolute target before any servlet is called",
              "seen on 2.3.26.Final"),
          WILDFLY_OR_EE.differs(
              "P35",
              "user info",
              "HTTP/1.1 200",
              "400",
              "it takes the user info off an absolute target",
              "seen on WildFly 39.0.1 and Undertow EE 2.0.0.RC1"),
          UNDERTOW.differs(
              "F28",
              "HEAD 204 No Content",
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
              "H07",
              "",
              "but was: \"a b\"",
              "the blanks as they came",
              "its parser makes one blank of several",
              "seen on 2.3.26.Final and WildFly 39"),
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
              "405",
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
              "M04",
              "other.example:443",
              "500",
              "405",
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
                      "405",
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

  static final List<KnownDifference> ALL =
      Stream.of(OF_UNDERTOW, OF_UNDERTOW_EE, OF_WILDFLY).flatMap(List::stream).toList();

  private DifferencesOfUndertow() {}
}
