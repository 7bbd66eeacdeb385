package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.KnownDifferences.Container;

/** What GlassFish and Payara do otherwise, before any servlet: their HTTP server is Grizzly. */
final class DifferencesOfGrizzly {
  private static final Container GRIZZLY = new Container("glassfish.*|payara.*", "");
  private static final Container BEFORE_8 =
      new Container("glassfish7|glassfish-embedded7|payara.*", "");
  private static final Container SERVERS = new Container("glassfish[0-9]+|payara.*", "");
  private static final Container EMBEDDED = new Container("glassfish-embedded.*", "7.");
  private static final Container GLASSFISH = new Container("glassfish.*", "");
  private static final Container PAYARA = new Container("payara.*", "6.");
  private static final String SEEN = "seen on GlassFish 7.0.21 and Payara 6.2025.9";

  static final List<KnownDifference> ALL =
      Stream.of(bodies(), paths(), dotsAtTheEnd(), headers(), rest(), ofPayara(), ofEmbedded())
          .flatMap(List::stream)
          .toList();

  private DifferencesOfGrizzly() {}

  private static List<KnownDifference> bodies() {
    return Stream.of(
            Stream.of("DELETE", "HEAD", "GET")
                .map(
                    method ->
                        GRIZZLY.differs(
                            "B16",
                            method,
                            "HTTP/1.1 400",
                            "200",
                            "it refuses a body where RFC 9110 gives it no meaning"
                                + " (allow-payload-for-undefined-http-methods)",
                            SEEN)),
            Stream.of(
                GRIZZLY.differs(
                    "E07",
                    "",
                    "HTTP/1.1 400",
                    "200",
                    "it refuses a body where RFC 9110 gives it no meaning"
                        + " (allow-payload-for-undefined-http-methods)",
                    SEEN),
                GRIZZLY.differs(
                    "B22",
                    "5\r\nhello\r\nzz\r\n\r\n",
                    "HTTP/1.1 400",
                    "the app's answer",
                    "it answers in the app's place when it reads a broken chunk",
                    SEEN),
                PAYARA.differs(
                    "B22",
                    "1\r\nn\r\n0\r\nX Y\u0001: 1\r\n\r\n",
                    "HTTP/1.1 400",
                    "the app's answer",
                    "it answers in the app's place when it reads a broken trailer",
                    SEEN),
                GRIZZLY.differs(
                    "B04", "", "HTTP/1.1 400", "200", "it knows no chunk extensions", SEEN),
                GRIZZLY.differs(
                    "B09",
                    "5\r\nhelloXX\r\n0\r\n\r\n",
                    "HTTP/1.1 200",
                    "a read that fails",
                    "its parser skips what stands between a chunk and its line end",
                    SEEN),
                GRIZZLY.differs(
                    "B09",
                    "\r\n\r\n",
                    "HTTP/1.1 200",
                    "a read that fails",
                    "its parser takes a line without a size for the last chunk",
                    SEEN)))
        .flatMap(each -> each)
        .toList();
  }

  private static List<KnownDifference> paths() {
    return Stream.of(
            Stream.of("/...", "/shop/...")
                .map(
                    path ->
                        SERVERS.differs(
                            "P34",
                            path,
                            "HTTP/1.1 400",
                            "200",
                            "it takes a segment that ends in dots for a dot segment",
                            SEEN)),
            Stream.of(
                    "/shop;a=1/cart",
                    "/shop;/cart",
                    "/shop;a=1;b=2/cart;c",
                    "/shop/././cart",
                    "/sh+op")
                .map(
                    path ->
                        GRIZZLY.differs(
                            "P34",
                            path,
                            "HTTP/1.1 400",
                            "200",
                            "it maps another path (nothing after the first ;, one dot segment of"
                                + " two, a blank for +), so the gateway refuses it",
                            SEEN)),
            Stream.of("/shop%", "/shop%4", "/shop%xy")
                .map(
                    path ->
                        SERVERS.differs(
                            "P34",
                            path,
                            "HTTP/1.1 200",
                            "400",
                            "it answers what it cannot decode with an empty 200",
                            SEEN)),
            Stream.of("/a;v=1/b", "/a;x;y=2/b;z")
                .map(
                    path ->
                        GRIZZLY.differs(
                            "P19",
                            path,
                            "HTTP/1.1 400",
                            "200",
                            "it maps nothing after the first ;, so the gateway refuses the path",
                            SEEN)),
            Stream.of("/ctx;x=1/a", "/c%74x;x=1/a")
                .map(
                    target ->
                        GRIZZLY.differs(
                            "P20",
                            target,
                            "HTTP/1.1 301",
                            "200",
                            "it maps nothing after the first ;, and sends /ctx to /ctx/",
                            SEEN)),
            Stream.of(
                GRIZZLY.differs(
                    "P34",
                    "/shop;jsessionid=1234/cart",
                    "but was: \"/shop\"",
                    "/shop/cart",
                    "it drops all that follows a session id, from getRequestURI too",
                    SEEN),
                GRIZZLY.differs(
                    "P36",
                    "/p;jsessionid=%2fadmin",
                    "PATH_INFO\tString\t/p\n",
                    "400",
                    "it drops all that follows a session id, from getRequestURI too",
                    SEEN),
                GRIZZLY.differs(
                    "P18",
                    "/a;jsessionid=X/b",
                    "but was: \"/a\"",
                    "/a/b",
                    "it drops all that follows a session id, from getRequestURI too",
                    SEEN),
                SERVERS.differs(
                    "P24",
                    "*",
                    "HTTP/1.1 200",
                    "400",
                    "it answers what it cannot decode with an empty 200",
                    SEEN)))
        .flatMap(each -> each)
        .toList();
  }

  private static List<KnownDifference> headers() {
    return List.of(
        GRIZZLY.differs(
            "H24",
            "*",
            "to be false but was true",
            "400",
            "it shows a servlet nothing of a Host beside :authority",
            SEEN),
        GRIZZLY.differs(
            "H25",
            "*",
            "to be false but was true",
            "400",
            "it shows a servlet nothing of a Host without :authority",
            SEEN),
        GRIZZLY.differs(
            "P35",
            "another host",
            "HTTP_HOST\tString\tb.example\n",
            "400",
            "it replaces Host by the host of an absolute target, as RFC 9112 3.2.2 has it",
            SEEN),
        GRIZZLY.differs(
            "P35",
            "another port",
            "HTTP_HOST\tString\ta.example:82\n",
            "400",
            "it replaces Host by the host of an absolute target, as RFC 9112 3.2.2 has it",
            SEEN),
        SERVERS.differs(
            "P35",
            "no host",
            "HTTP/1.1 200",
            "400",
            "it answers what it cannot decode with an empty 200",
            SEEN),
        BEFORE_8.differs(
            "H07", "", "b \t", "a b without blanks at its ends", "it keeps a tab at the end", SEEN),
        GLASSFISH.differs(
            "H09",
            "no colon",
            "silence",
            "400, or left out",
            "it waits for a colon until its time is up",
            "seen on 7.0.21"),
        SERVERS.differs(
            "E22",
            "",
            "not to be null",
            "the server's own name",
            "it answers an empty Host with an empty 200",
            SEEN),
        GRIZZLY.differs(
            "L28",
            "/start/",
            "but was: \"/\"",
            "/index.html",
            "welcome files are its default servlet's, whose place the app has taken",
            SEEN),
        GRIZZLY.differs(
            "L35",
            "print",
            "but was: []",
            "Content-Length: 22",
            "it sends in chunks what is written after its writer was taken",
            SEEN),
        GRIZZLY.differs(
            "A04", "", "but was: [\"caf\"]", "its bytes", "it writes header values as ASCII", SEEN),
        GRIZZLY.differs(
            "A19",
            "20000",
            "HTTP/1.1 500",
            "the headers",
            "a response's head must fit its buffer, 8 KiB",
            SEEN));
  }

  private static List<KnownDifference> rest() {
    return List.of(
        GRIZZLY.differs(
            "M04",
            "*",
            "silence after",
            "an answer with an end",
            "it says Connection: close without a length, and does not close",
            SEEN),
        bare205("F14", "205 Reset Content"),
        bare205("F28", "GET 205 Reset Content"),
        bare205("F28", "POST 205 Reset Content"),
        bare205("F28", "PUT 205 Reset Content"),
        bare205("F28", "DELETE 205 Reset Content"),
        bare205("F28", "PATCH 205 Reset Content"),
        bare205("F28", "OPTIONS 205 Reset Content"),
        GLASSFISH.differs(
            "E12",
            "",
            "&#x3042;",
            "the text as it is",
            "ServletContext.log writes character references",
            "seen on 7.0.21"));
  }

  private static KnownDifference bare205(String caseId, String variant) {
    return GRIZZLY.differs(
        caseId,
        variant,
        "but was: []",
        "Content-Length: 0",
        "it leaves the length out of a 205, so the gateway has the connection end",
        SEEN);
  }

  /** It depends on what else is in its buffer. */
  private static List<KnownDifference> dotsAtTheEnd() {
    String why = "it answers some paths that end in a dot segment with an empty 200";
    return Stream.of(
            Stream.of("/shop/.", "/shop/cart/..", "/shop/..", "/.", "/shop/cart//..")
                .map(
                    path ->
                        SERVERS.differs(
                            "P34", path, "but was: null", "the app, or refused", why, SEEN)),
            Stream.of("/..", "/shop/../..")
                .map(path -> SERVERS.differs("P34", path, "HTTP/1.1 200", "400", why, SEEN)),
            Stream.of(
                SERVERS.differs("P16", "/..", "but was: null", "the app, or refused", why, SEEN)))
        .flatMap(each -> each)
        .map(KnownDifference::sometimes)
        .toList();
  }

  /** It says 500 where others say 400. */
  private static List<KnownDifference> ofEmbedded() {
    Stream<KnownDifference> paths =
        Stream.of(
                "/...",
                "/shop/...",
                "/.",
                "/..",
                "/../",
                "/../shop",
                "/shop/../..",
                "/shop/../../cart",
                "/./../shop",
                "/%2e%2e/shop",
                "/shop%2Fcart",
                "/shop%2F..%2Fcart",
                "/shop/..%2Fcart",
                "/shop%5Ccart",
                "/shop/..%5Ccart",
                "/shop\\cart",
                "/shop%00",
                "/shop%",
                "/shop%4",
                "/shop%xy",
                "/%c3",
                "/%c0%af",
                "%2fshop")
            .map(path -> refusedBy500("P34", path));
    Stream<KnownDifference> parameters =
        Stream.of(
                "/p;%2fadmin%2fx",
                "/p;%2Fadmin/x",
                "/p;x=%2fadmin",
                "/p;a%2f..%2fadmin",
                "/p;%5cadmin",
                "/;%2fadmin",
                "/p;%00")
            .map(path -> refusedBy500("P36", path));
    Stream<KnownDifference> others =
        Stream.of("P06", "P09", "P17", "P24", "E22").map(caseId -> refusedBy500(caseId, "*"));
    KnownDifference silentEnd =
        EMBEDDED.differs(
            "L05",
            "*",
            "apps closed",
            "a line of each app that is closed",
            "its log ends before its apps do",
            "seen on 7.0.25");
    // Grizzly looks a byte beyond the path; what is there decides.
    KnownDifference endOfBuffer = refusedBy500("P16", "/..").sometimes();
    return Stream.of(
            paths,
            parameters,
            others,
            Stream.of(refusedBy500("P35", "no host"), silentEnd, endOfBuffer))
        .flatMap(each -> each)
        .toList();
  }

  private static KnownDifference refusedBy500(String caseId, String variant) {
    return EMBEDDED.differs(
        caseId,
        variant,
        "HTTP/1.1 500",
        "400",
        "it answers a path that it refuses with 500",
        "seen on 7.0.25");
  }

  private static List<KnownDifference> ofPayara() {
    return List.of(
        PAYARA.differs(
            "L05",
            "*",
            "apps closed",
            "a line of each app that is closed",
            "its log ends before its apps do",
            SEEN),
        PAYARA.differs(
            "E03", "", "HTTP/1.1 400", "text", "it refuses bytes beyond ASCII in a header", SEEN),
        PAYARA.differs(
            "H08",
            "*",
            "HTTP/1.1 400",
            "latin-1 characters",
            "it refuses bytes beyond ASCII in a header",
            SEEN));
  }
}
