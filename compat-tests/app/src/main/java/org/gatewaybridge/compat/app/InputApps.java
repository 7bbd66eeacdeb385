package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Apps that read the request body, each in its own way, or not at all. */
final class InputApps {
  private InputApps() {}

  static void addTo(Map<String, GatewayApp> apps, Ledgers ledgers) {
    apps.put("body", (environ, start) -> body(environ, start, ledgers.of(environ)));
    apps.put("read-on", (environ, start) -> readOn(environ, start, ledgers.of(environ)));
    apps.put("environ-after-body", InputApps::environAfterBody);
    apps.put("count", (environ, start) -> text(start, count(Given.input(environ))));
    apps.put("digest", (environ, start) -> text(start, digest(Given.input(environ))));
    apps.put("reads", (environ, start) -> text(start, reads(Given.input(environ))));
    apps.put("progress", (environ, start) -> progress(environ, start, ledgers.of(environ)));
    apps.put("ignored", (environ, start) -> text(start, "ignored"));
    apps.put("input-closed", (environ, start) -> text(start, closed(Given.input(environ))));
  }

  /** Answers the body as it came, and the length that the environ tells as a header. */
  private static Iterable<byte[]> body(
      Map<String, Object> environ, StartResponse startResponse, Ledger ledger) throws IOException {
    byte[] body;
    try (InputStream input = Given.input(environ)) {
      body = input.readAllBytes();
    } catch (IOException e) {
      ledger.note("read failed");
      throw e;
    }
    ledger.note("read " + body.length);
    Object length = environ.getOrDefault(EnvironKeys.CONTENT_LENGTH, "absent");
    startResponse.start(
        "200 OK",
        Headers.of("Content-Type", "application/octet-stream", "X-Told-Length", length.toString()));
    return Bodies.of(body);
  }

  /** Reads the body, and after a failure goes on in every way that there is. */
  private static Iterable<byte[]> readOn(
      Map<String, Object> environ, StartResponse startResponse, Ledger ledger) {
    InputStream input = Given.input(environ);
    try {
      input.readAllBytes();
    } catch (IOException e) {
      ledger.note("read failed");
      byte[] buffer = new byte[8192];
      for (Callable<Object> way :
          List.<Callable<Object>>of(
              input::read,
              () -> input.read(buffer),
              () -> input.skip(10),
              input::available,
              () -> input.readNBytes(10).length,
              () -> input.readAllBytes().length)) {
        try {
          ledger.note("went on " + way.call());
        } catch (Exception again) {
          ledger.note("failed again");
        }
      }
    }
    return text(startResponse, "read on");
  }

  private static Iterable<byte[]> environAfterBody(
      Map<String, Object> environ, StartResponse startResponse) throws IOException {
    Given.input(environ).readAllBytes();
    return new EnvironEcho().call(environ, startResponse);
  }

  private static String count(InputStream input) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long count = 0;
    for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
      count += n;
    }
    return String.valueOf(count);
  }

  private static String digest(InputStream input) throws IOException, NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[8192];
    long count = 0;
    for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
      sha256.update(buffer, 0, n);
      count += n;
    }
    return count + " " + HexFormat.of().formatHex(sha256.digest());
  }

  /** Every way to read a stream, one outcome a line. */
  private static String reads(InputStream input) throws IOException {
    StringBuilder outcomes = new StringBuilder();
    byte[] buffer = new byte[4];
    outcomes.append("read 0: ").append(input.read(buffer, 0, 0)).append('\n');
    outcomes.append("read: ").append((char) input.read()).append('\n');
    outcomes.append("readNBytes 3: ").append(latin1(input.readNBytes(3))).append('\n');
    outcomes.append("read into 4: ").append(input.readNBytes(buffer, 0, 4));
    outcomes.append(' ').append(latin1(buffer)).append('\n');
    outcomes.append("skip: ").append(skip(input, 2)).append('\n');
    outcomes.append("rest: ").append(latin1(input.readAllBytes())).append('\n');
    outcomes.append("past the end: ").append(input.read()).append('\n');
    outcomes.append("again: ").append(input.read(buffer)).append('\n');
    outcomes.append("nothing left: ").append(input.readAllBytes().length).append('\n');
    return outcomes.toString();
  }

  private static long skip(InputStream input, long count) throws IOException {
    input.skipNBytes(count);
    return count;
  }

  /** Notes each byte when it has come. */
  private static Iterable<byte[]> progress(
      Map<String, Object> environ, StartResponse startResponse, Ledger ledger) throws IOException {
    InputStream input = Given.input(environ);
    int count = 0;
    while (input.read() >= 0) {
      count++;
      ledger.note("read " + count);
    }
    return text(startResponse, "read " + count);
  }

  private static String closed(InputStream input) throws IOException {
    int first = input.read();
    input.close();
    return "closed after " + (char) first;
  }

  private static Iterable<byte[]> text(StartResponse startResponse, String text) {
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    return List.of(text.getBytes(US_ASCII));
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
