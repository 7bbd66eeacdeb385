package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;

/**
 * Apps whose body is a file or a stream of 52,000 letters, from {@code X-Offset} on, with the
 * Content-Length of {@code X-Length} if there is one. Each notes "closed" when its stream is
 * closed.
 */
final class FileApps {
  static final String CONTENT = "abcdefghijklmnopqrstuvwxyz".repeat(2000);

  private FileApps() {}

  static void addTo(Map<String, GatewayApp> apps, Ledgers ledgers) {
    Path file = contentFile();
    apps.put(
        "file",
        (environ, start) -> wrapped(environ, start, new NotedFile(file, ledgers.of(environ))));
    apps.put(
        "stream", (environ, start) -> wrapped(environ, start, notedStream(ledgers.of(environ))));
    apps.put(
        "file-in-middleware",
        (environ, start) ->
            upperCase(wrapped(environ, start, new NotedFile(file, ledgers.of(environ)))));
    apps.put(
        "file-not-returned",
        (environ, start) -> {
          wrapped(environ, start, notedStream(ledgers.of(environ)));
          return Bodies.of("another body", US_ASCII);
        });
    apps.put(
        "file-body",
        (environ, start) -> {
          begin(environ, start);
          int offset = offset(environ);
          return Bodies.file(file, offset, (long) CONTENT.length() - offset);
        });
  }

  private static Path contentFile() {
    try {
      Path file = Files.createTempFile("compat", ".txt");
      file.toFile().deleteOnExit();
      return Files.writeString(file, CONTENT, US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Iterable<byte[]> wrapped(
      Map<String, Object> environ, StartResponse startResponse, InputStream stream)
      throws IOException {
    stream.skipNBytes(offset(environ));
    begin(environ, startResponse);
    return Given.fileWrapper(environ).apply(stream, 8192);
  }

  private static void begin(Map<String, Object> environ, StartResponse startResponse) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", "text/plain"));
    if (environ.get("HTTP_X_LENGTH") instanceof String length) {
      headers.add(Map.entry("Content-Length", length));
    }
    startResponse.start("200 OK", headers);
  }

  private static int offset(Map<String, Object> environ) {
    return Integer.parseInt(environ.getOrDefault("HTTP_X_OFFSET", "0").toString());
  }

  private static Iterable<byte[]> upperCase(Iterable<byte[]> body) {
    List<byte[]> changed = new ArrayList<>();
    for (byte[] chunk : body) {
      byte[] upper = chunk.clone();
      for (int i = 0; i < upper.length; i++) {
        upper[i] = (byte) Character.toUpperCase(upper[i]);
      }
      changed.add(upper);
    }
    return Bodies.closing(changed, (AutoCloseable) body);
  }

  private static InputStream notedStream(Ledger ledger) {
    return new FilterInputStream(new ByteArrayInputStream(CONTENT.getBytes(ISO_8859_1))) {
      @Override
      public void close() throws IOException {
        ledger.note("closed");
        super.close();
      }
    };
  }

  private static final class NotedFile extends FileInputStream {
    private final Ledger ledger;
    private boolean closing; // a stream whose channel was asked for is closed by that once more

    NotedFile(Path file, Ledger ledger) throws IOException {
      super(file.toFile());
      this.ledger = ledger;
    }

    @Override
    public void close() throws IOException {
      if (closing) {
        return;
      }
      closing = true;
      ledger.note("closed");
      super.close();
      closing = false;
    }
  }
}
