package org.gatewaybridge.compat.suite;

import java.util.List;
import org.gatewaybridge.compat.suite.KnownDifferences.Container;

/** What Open Liberty does otherwise, before any servlet or after it. */
final class DifferencesOfLiberty {
  private static final Container LIBERTY = new Container("openliberty.*", "26.");
  private static final String SEEN = "seen on 26.0.0.3";

  static final List<KnownDifference> ALL =
      List.of(
          LIBERTY.differs(
              "H12", "Host: a\r\nHost: b\r\n", "but was: 200", "400", "it takes the first", SEEN),
          LIBERTY.differs(
              "H12", "Host: h:abc\r\n", "but was: 200", "400", "it reads no port there", SEEN),
          LIBERTY.differs("H12", "", "but was: 200", "400", "it wants no Host in HTTP/1.1", SEEN),
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
              "R06",
              "",
              "1994",
              "no other header",
              "it adds Expires and Cache-Control to cookies (NoCacheCookiesControl)",
              SEEN));

  private DifferencesOfLiberty() {}
}
