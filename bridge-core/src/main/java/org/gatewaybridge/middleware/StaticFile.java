package org.gatewaybridge.middleware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/** Answers GET and HEAD with one file (RFC 9110 14). */
record StaticFile(Path file, EntityTags tags, boolean dated) implements GatewayApp {
  private static final Set<String> OF_CONTENT = Set.of("Content-Type", "Content-Encoding");

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", MediaTypes.of(file)));
    headers.add(Map.entry("X-Content-Type-Options", "nosniff"));
    Path sent = encoded(environ, headers);
    BasicFileAttributes now = Files.readAttributes(sent, BasicFileAttributes.class);
    Validators validators = Validators.of(sent, now, tags, dated);
    validators.addTo(headers);
    headers.add(Map.entry("Accept-Ranges", "bytes"));
    if (validators.forbid(environ)) {
      return none(startResponse, "412 Precondition Failed", headers);
    }
    if (validators.areKnown(environ)) {
      return none(startResponse, "304 Not Modified", headers);
    }
    ByteRange range = validators.allowRange(environ) ? range(environ, now.size()) : null;
    if (range == null) {
      startResponse.start("200 OK", headers);
      return Bodies.file(sent);
    }
    headers.add(Map.entry("Content-Range", range.header(now.size())));
    if (range.isEmpty()) {
      return none(startResponse, "416 Range Not Satisfiable", headers);
    }
    startResponse.start("206 Partial Content", headers);
    return Bodies.file(sent, range.first(), range.length());
  }

  private static Iterable<byte[]> none(
      StartResponse startResponse, String status, List<Map.Entry<String, String>> headers) {
    headers.removeIf(header -> OF_CONTENT.contains(header.getKey()));
    startResponse.start(status, headers);
    return Bodies.empty();
  }

  /** Returns the file, or the one beside it in an encoding that the client takes. */
  private Path encoded(Map<String, Object> environ, List<Map.Entry<String, String>> headers) {
    Path chosen = file;
    boolean varies = false;
    String accepted = text(environ, "HTTP_ACCEPT_ENCODING");
    for (Encoding encoding : Encoding.values()) {
      Path variant =
          StaticFiles.file(file.resolveSibling(""), file.getFileName() + encoding.suffix);
      varies |= variant != null;
      if (variant != null
          && chosen.equals(file)
          && accepted != null
          && AcceptEncoding.takes(accepted, encoding.coding)) {
        chosen = variant;
        headers.add(Map.entry("Content-Encoding", encoding.coding));
      }
    }
    if (varies) {
      headers.add(Map.entry("Vary", "Accept-Encoding"));
    }
    return chosen;
  }

  /** A coding of content, the better one first (RFC 9110 8.4.1, RFC 7932). */
  private enum Encoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz");

    private final String coding;
    private final String suffix;

    Encoding(String coding, String suffix) {
      this.coding = coding;
      this.suffix = suffix;
    }
  }

  private static @Nullable ByteRange range(Map<String, Object> environ, long size) {
    String range = text(environ, "HTTP_RANGE");
    return range == null || !"GET".equals(environ.get(EnvironKeys.REQUEST_METHOD))
        ? null
        : ByteRange.parse(range, size);
  }

  /** Returns the text of a header, null if there is none. */
  static @Nullable String text(Map<String, Object> environ, String name) {
    return environ.get(name) instanceof String text ? text : null;
  }
}
