package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.KnownDifferences.Container;

/** What Open Liberty does otherwise, before any servlet or after it. */
final class DifferencesOfLiberty {
  private static final Container LIBERTY = new Container("openliberty.*", "26.");
  private static final String SEEN = "seen on 26.0.0.3";

  private static final List<KnownDifference> SINGLE =
      List.of(
          LIBERTY.differs(
              "P35",
              "user info",
              "HTTP_HOST\tString\ta.example\n",
              "400",
              "it takes the user info off an absolute target, and the rest is the Host",
              SEEN),
          LIBERTY.differs(
              "H22",
              "u@h",
              "to be false but was true",
              "400",
              "it takes the user info off :authority, and shows no servlet any of it",
              SEEN),
          LIBERTY.differs(
              "H07",
              "",
              "b \t ",
              "a b without blanks at its ends",
              "it keeps blanks at the end",
              SEEN),
          LIBERTY.differs(
              "M02",
              "get",
              "X-Echoed-Method: GET",
              "the method's own case",
              "its parser knows methods in any case",
              SEEN),
          LIBERTY.differs(
              "M02",
              "GeT",
              "X-Echoed-Method: GET",
              "the method's own case",
              "its parser knows methods in any case",
              SEEN),
          LIBERTY.differs(
              "M04",
              "127.0.0.1:80",
              "Optional[400]",
              "405",
              "it refuses an authority before any servlet is called",
              SEEN),
          LIBERTY.differs(
              "M04",
              "other.example:443",
              "Optional[400]",
              "405",
              "it refuses an authority before any servlet is called",
              SEEN),
          LIBERTY.differs(
              "M03",
              "",
              "HTTP/1.1 403",
              "405",
              "it refuses TRACE itself",
              "Default implementation of TRACE not allowed, in its answer"),
          LIBERTY.differs(
              "E09",
              "",
              "but was: \"https\"",
              "http",
              "it believes X-Forwarded-Proto of every client",
              SEEN),
          LIBERTY.differs(
              "P20",
              "/c%74x/a",
              "but was: \"\"",
              "/ctx",
              "it looks for the context root in the raw path: the app at the root is called",
              SEEN),
          LIBERTY.differs(
              "P20",
              "/c%74x;x=1/a",
              "but was: \"\"",
              "/ctx",
              "it looks for the context root in the raw path: the app at the root is called",
              SEEN),
          LIBERTY.differs(
              "P21",
              "",
              "but was: \"\"",
              "/ctx",
              "it looks for the context root in the raw path: the app at the root is called",
              SEEN),
          LIBERTY.differs(
              "P18",
              "/a;jsessionid=X/b",
              "but was: \"/a\"",
              "/a/b",
              "it drops all that follows a session id, from getRequestURI too",
              SEEN),
          LIBERTY.differs(
              "P18",
              "/a;v=1;jsessionid=X",
              "HTTP/1.1 400",
              "/a;v=1",
              "it drops the session id alone from the path that it maps, so the gateway refuses it",
              SEEN),
          LIBERTY.differs(
              "P36",
              "/p;jsessionid=%2fadmin",
              "PATH_INFO\tString\t/p\n",
              "400",
              "it drops all that follows a session id, from getRequestURI too",
              SEEN),
          LIBERTY.differs(
              "P34",
              "/shop;jsessionid=1234/cart",
              "but was: \"/shop\"",
              "/shop/cart",
              "it drops all that follows a session id, from getRequestURI too",
              SEEN),
          LIBERTY.differs(
              "P34", "/sh%2eop", "HTTP/1.1 400", "/sh.op", "it refuses every encoded dot", SEEN),
          LIBERTY.differs(
              "B09",
              "5\r\nhello\r\n0\r\n",
              "HTTP/1.1 200",
              "a read that fails",
              "the last chunk has been read, and it does not wait for the line after it",
              SEEN),
          LIBERTY.differs(
              "B13",
              "",
              "100 Continue",
              "100 without a length",
              "it says Content-Length: 0 in the interim answer",
              SEEN),
          LIBERTY.differs(
              "B14",
              "B14",
              "100 Continue",
              "100 without a length",
              "it says Content-Length: 0 in the interim answer",
              SEEN),
          LIBERTY.differs(
              "B17", "", "HTTP/1.1 200", "400", "it takes a length beyond a long for none", SEEN),
          LIBERTY.differs(
              "F14",
              "204 No Content",
              "a framing where there is no body",
              "no Content-Length",
              "it says Content-Length: 0 in a 204",
              SEEN),
          LIBERTY.differs(
              "F14",
              "304 Not Modified",
              "but was: [\"0\"]",
              "no Content-Length",
              "it says Content-Length: 0 in a 304",
              SEEN),
          LIBERTY.differs(
              "L28",
              "/start/",
              "but was: \"/\"",
              "/index.html",
              "welcome files are its default servlet's, whose place the app has taken",
              SEEN),
          LIBERTY.differs(
              "L33",
              "status",
              "a framing where there is no body",
              "no Content-Length",
              "it says Content-Length: 0 in a 204",
              SEEN),
          LIBERTY.differs(
              "L31",
              "buffer",
              "but was: []",
              "the filter's ETag",
              "it flushes a wrapped response when the servlet returns, before the filter goes on",
              "com.ibm.ws.webcontainer.servlet.ServletWrapper; seen on 26.0.0.3"),
          LIBERTY.differs(
              "A06",
              "",
              "1994",
              "no other header",
              "it adds Expires and Cache-Control to cookies (NoCacheCookiesControl)",
              SEEN));

  static final List<KnownDifference> ALL =
      Stream.of(SINGLE.stream(), lengthsOfNothing(), webSockets()).flatMap(each -> each).toList();

  private DifferencesOfLiberty() {}

  private static Stream<KnownDifference> webSockets() {
    return Stream.of(
        LIBERTY.differs(
            "W15",
            "",
            "silence",
            "the early frame",
            "it reads what comes after its answer; a client may send nothing before",
            SEEN),
        LIBERTY.differs(
            "W65",
            "Content-Length",
            "but was: [\"0\"]",
            "no Content-Length",
            "it says Content-Length: 0 in the answer 101",
            SEEN),
        LIBERTY.differs(
            "W31", "", "silence", "1002", "it waits for a mask where there is none", SEEN),
        LIBERTY.differs("W37", "", "silence", "1002 or 1009", "it waits for so many bytes", SEEN),
        LIBERTY.differs(
            "W40",
            "",
            "\"closed 1000",
            "1005",
            "it takes a close frame without a code for one with 1000",
            SEEN),
        LIBERTY.differs(
            "W41", "5000", "silence", "1002", "it takes no notice of a code beyond 4999", SEEN),
        LIBERTY.differs(
            "W41", "65535", "silence", "1002", "it takes no notice of a code beyond 4999", SEEN),
        LIBERTY.differs(
            "W49",
            "*",
            "\"closed 1011",
            "1006",
            "it calls a lost connection 1011, as a client might",
            "com.ibm.ws.wsoc.WsocConnLink"),
        LIBERTY.differs("W61", "", "Expecting actual", "compression", "it has none", SEEN));
  }

  private static Stream<KnownDifference> lengthsOfNothing() {
    return Stream.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
        .flatMap(
            method ->
                Stream.of(
                    LIBERTY.differs(
                        "F28",
                        method + " 204 No Content",
                        "a framing where there is no body",
                        "no Content-Length",
                        "it says Content-Length: 0 in a 204",
                        SEEN),
                    LIBERTY.differs(
                        "F28",
                        method + " 304 Not Modified",
                        "but was: [\"0\"]",
                        "no Content-Length",
                        "it says Content-Length: 0 in a 304",
                        SEEN)));
  }
}
