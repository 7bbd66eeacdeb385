package org.gatewaybridge.compat.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes a request in one place, rarely in up to four: bytes, tokens, header lines, the path,
 * chunk sizes.
 */
final class Mutator {
  private static final List<String> TOKENS =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\0",
          " ",
          "\t",
          ":",
          ";",
          ",",
          "%",
          "%00",
          "%0d%0a",
          "%2e%2e/",
          "..;/",
          "/../",
          "/./",
          "//",
          "\\",
          "%5c",
          "%2f",
          "%c0%af",
          "%u002e",
          "#",
          "?",
          "*",
          "WEB-INF/marker.txt",
          "web-inf/web.xml",
          "META-INF/MANIFEST.MF",
          "/static/",
          ";jsessionid=F00D",
          "\u00ff",
          "\u0085",
          "\u00df",
          "FORGED",
          "_",
          "-1",
          "+1",
          "0x1",
          "00",
          "18446744073709551616",
          "9223372036854775807",
          "chunked",
          "identity",
          "gzip",
          "close",
          "upgrade",
          "100-continue",
          "HTTP/1.1",
          "HTTP/1.0",
          "HTTP/2.0",
          "HTTP/0.9",
          "http://",
          "bytes=-1",
          "\"",
          "'",
          "<script>");
  private static final List<String> LINES =
      List.of(
          "Content-Length: 0",
          "Content-Length: 3",
          "Content-Length: -1",
          "Content-Length: 3, 3",
          "Content-Length:",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding:\u000bchunked",
          "Transfer-Encoding: CHUNKED",
          "TE: trailers",
          "Host: a",
          "Host: ",
          "Host: a b",
          "Host: [::1]:80",
          "Connection: close",
          "Connection: keep-alive, te",
          "Expect: 100-continue",
          "Expect: x",
          "Upgrade: h2c",
          "Proxy: http://evil",
          "X_A: 1",
          "X-A: \u00e9",
          "Cookie: a=b",
          "Cookie: JSESSIONID=F00D",
          "Range: bytes=0-0",
          "Range: bytes=-",
          "If-Modified-Since: x",
          "Content-Type: multipart/form-data; boundary=",
          "Content-Type:",
          "Forwarded: for=\"",
          " folded",
          "\tfolded");
  private static final List<String> SIZES =
      List.of(
          "0",
          "00",
          "1",
          "7fffffff",
          "80000000",
          "ffffffffffffffff",
          "-1",
          "+5",
          "0x5",
          "5 ",
          " 5",
          "5;",
          "5;a=\"b",
          "g",
          "");
  private static final int MOST_BYTES = 16 << 10;

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  /** Returns a changed copy. */
  byte[] mutate(byte[] seed) {
    String request = new String(seed, ISO_8859_1);
    for (int i = random.nextInt(3) > 0 ? 1 : 2 + random.nextInt(3); i > 0; i--) {
      request =
          switch (random.nextInt(8)) {
            case 0 -> flipped(request);
            case 1 -> without(request);
            case 2 -> repeated(request);
            case 3 -> spliced(request, any(request.length() + 1), one(TOKENS));
            case 4 -> withLine(request);
            case 5 -> linesMixed(request);
            case 6 -> inPath(request);
            default -> inChunks(request);
          };
    }
    byte[] bytes = request.getBytes(ISO_8859_1);
    return bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
  }

  private int any(int bound) {
    return bound <= 0 ? 0 : random.nextInt(bound);
  }

  private String one(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String spliced(String text, int at, String piece) {
    return text.substring(0, at) + piece + text.substring(at);
  }

  private String flipped(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int at = any(text.length());
    char other =
        (char)
            (random.nextBoolean()
                ? random.nextInt(256)
                : text.charAt(at) ^ (1 << random.nextInt(8)));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private String without(String text) {
    int from = any(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(8));
    return text.substring(0, from) + text.substring(to);
  }

  /** Some bytes twice, or very often. */
  private String repeated(String text) {
    int from = any(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(8));
    return spliced(text, from, text.substring(from, to).repeat(random.nextInt(10) == 0 ? 2000 : 2));
  }

  private String withLine(String text) {
    int end = text.indexOf("\r\n");
    return end < 0 ? text : spliced(text, end + 2, one(LINES) + "\r\n");
  }

  /** One line gone, twice, in another case, or in another place. */
  private String linesMixed(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\r\n", -1)));
    int at = any(lines.size());
    String line = lines.remove(at);
    switch (random.nextInt(4)) {
      case 0 -> lines.add(any(lines.size() + 1), line);
      case 1 -> lines.addAll(at, List.of(line, line));
      case 2 -> lines.add(at, line.toUpperCase(java.util.Locale.ROOT));
      default -> {}
    }
    return String.join("\r\n", lines);
  }

  private String inPath(String text) {
    int begin = text.indexOf('/');
    int end = text.indexOf(" HTTP/");
    return begin < 0 || end <= begin
        ? text
        : spliced(text, begin + any(end - begin + 1), one(TOKENS));
  }

  private String inChunks(String text) {
    int body = text.indexOf("\r\n\r\n");
    if (body < 0) {
      return text + one(SIZES) + "\r\n";
    }
    int end = text.indexOf("\r\n", body + 4);
    return end < 0
        ? text + one(SIZES) + "\r\n" + one(TOKENS) + "\r\n"
        : text.substring(0, body + 4) + one(SIZES) + text.substring(end);
  }
}
