package org.gatewaybridge.compat.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.stream.Stream;

/**
 * Requests to begin with: well-formed ones and such as have fooled servers. A line ends in CR LF;
 * in latin-1 each character is a byte.
 */
final class Seeds {
  private static final String HOST = "Host: fuzz.test\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String H2C =
      "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
  private static final String FORM =
      """
      --b
      Content-Disposition: form-data; name="f"; filename="a.txt"

      file
      --b--
      """
          .replace("\n", "\r\n");
  private static final String WEBSOCKET =
      """
      Connection: Upgrade
      Upgrade: websocket
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      """
          .replace("\n", "\r\n");

  private Seeds() {}

  /**
   * The seeds for a context path; the well-formed ones twice, so that they are taken more often.
   */
  static List<byte[]> of(String mount) {
    return Stream.of(wellFormed(), wellFormed(), malformed())
        .flatMap(seeds -> seeds)
        .map(seed -> seed.replace("{m}", mount).getBytes(ISO_8859_1))
        .toList();
  }

  /** A request behind which a connection ends. */
  static byte[] last(String mount) {
    return head("GET " + mount + "/last", "Connection: close\r\n").getBytes(ISO_8859_1);
  }

  private static String head(String target, String fields) {
    return target + " HTTP/1.1\r\n" + HOST + fields + "\r\n";
  }

  private static Stream<String> wellFormed() {
    return Stream.of(
        head("GET {m}/", ""),
        head("GET {m}/a/b%20c/%E3%81%82?q=1&r=%0d%0a", "Accept: */*\r\nUser-Agent: f/1 (x; y)\r\n"),
        head("GET {m}//a/../b/./c;v=1/d", "Cookie: a=b\r\nCookie: c=\"d\"\r\n"),
        head("GET {m}/static/a.txt", "Range: bytes=2-4\r\nIf-Range: \"x\"\r\n"),
        head("GET {m}/static/sub/b.css", "Accept-Encoding: gzip;q=0.5, br\r\n"),
        head("HEAD {m}/a", "If-None-Match: W/\"1\", \"2\"\r\n"),
        head("POST {m}/p", "Content-Length: 5\r\nContent-Type: text/plain\r\n") + "12345",
        head("POST {m}/c", CHUNKED) + "5\r\nhello\r\n6;x=\"y\"\r\n world\r\n0\r\n\r\n",
        head("PUT {m}/t", CHUNKED + "Trailer: X-T\r\n")
            + "1\r\na\r\n0\r\nX-T: 1\r\nProxy: x\r\n\r\n",
        head("POST {m}/e", "Expect: 100-continue\r\nContent-Length: 3\r\n") + "abc",
        head(
                "POST {m}/m",
                "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: "
                    + FORM.length()
                    + "\r\n")
            + FORM,
        head(
                "POST {m}/f",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n")
            + "a=1&b=2",
        head("DELETE {m}/d", "Content-Length: 1\r\n") + "x",
        head("OPTIONS *", ""),
        head("GET http://fuzz.test{m}/absolute?x", ""),
        "GET {m}/old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        head("GET {m}/up", H2C),
        head("GET {m}/ws", WEBSOCKET),
        head("GET {m}/s;jsessionid=F00D", "Cookie: JSESSIONID=F00D\r\n"),
        head("GET {m}/fw", "X-Forwarded-For: 1.2.3.4\r\nForwarded: for=1.2.3.4;host=x\r\n"),
        head("PATCH {m}/1", "") + head("GET {m}/2", ""),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
  }

  private static Stream<String> malformed() {
    return Stream.of(
        head("GET {m}/WEB-INF/web.xml", ""),
        head("GET {m}/static/..;/WEB-INF/marker.txt", ""),
        head("GET {m}/static/%2e%2e/WEB-INF%5cmarker.txt", ""),
        head("GET {m}/static/..%2fWEB-INF./marker.txt", ""),
        head("GET {m}/%00/%zz/%C0%AE%C0%AE/x", ""),
        head("GET {m}/../{m}/%2e/x#frag", ""),
        head("TRACE {m}/", "Max-Forwards: 0\r\n"),
        head("CONNECT fuzz.test:80", ""),
        head("POST {m}/", CHUNKED + "Content-Length: 3\r\n")
            + "0\r\n\r\nGET {m}/smuggled HTTP/1.1\r\n\r\n",
        head("POST {m}/", "Content-Length: 3\r\nContent-Length: 30\r\n") + "abc",
        head("POST {m}/", "Content-Length: +3\r\n") + "abc",
        head("POST {m}/", "Content-Length: 0x3\r\n") + "abc",
        head("POST {m}/", "Content-Length: 99999999999999999999\r\n") + "abc",
        head("POST {m}/", "Transfer-Encoding : chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n",
        head("POST {m}/", "Transfer-Encoding: x, chunked, identity\r\n") + "3\r\nabc\r\n0\r\n\r\n",
        head("POST {m}/", CHUNKED) + "6_0\r\nabc\r\n0\r\n\r\n",
        head("POST {m}/", CHUNKED) + "5\r\nhelloXX\r\n0\r\n\r\n",
        head("POST {m}/", CHUNKED) + "FFFFFFFFFFFFFFFF1\r\nabc",
        head("POST {m}/", CHUNKED) + "3\nabc\n0\n\n",
        head("GET {m}/", "X-Fold: a\r\n b\r\n\tc\r\n"),
        head("GET {m}/", "X-Bare: a\nProxy: http://evil\n"),
        head("GET {m}/", "X-Nul: a\0b\r\nX-Cr: a\rFORGED\r\n"),
        head("GET {m}/", "X_Forwarded_For: 1\r\nX-Forwarded-For: 2\r\nProxy: http://evil\r\n"),
        head("GET {m}/", "X-Pa\u00df: 1\r\nX-\u00e9: 2\r\n: 3\r\nX Y: 4\r\nNoColon\r\n"),
        head("GET {m}/%0aFORGED%0d%0aFORGED", "User-Agent: \"\\\u0085FORGED\u009b\r\n"),
        head("GET {m}/", "Host: other/@evil?#\\\r\n"),
        "GET {m}/ HTTP/1.1\r\n\r\n",
        "GET {m}/\r\n",
        "\r\n\r\nGET {m}/ HTTP/1.1\r\n" + HOST + "\r\n",
        "GET  {m}/  HTTP/1.1\r\n" + HOST + "\r\n",
        "get {m}/ HTTP/9.9\r\n" + HOST + "\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003");
  }
}
