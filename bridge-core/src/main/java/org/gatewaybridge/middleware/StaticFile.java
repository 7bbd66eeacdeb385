package org.gatewaybridge.middleware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/** Answers GET and HEAD with one file (RFC 9110 13, 14). */
record StaticFile(Path file) implements GatewayApp {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", MediaTypes.of(file)));
    headers.add(Map.entry("X-Content-Type-Options", "nosniff"));
    Path sent = encoded(environ, headers);
    BasicFileAttributes now = Files.readAttributes(sent, BasicFileAttributes.class);
    Instant modified = now.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
    String etag =
        '"'
            + Long.toHexString(now.lastModifiedTime().toMillis())
            + '-'
            + Long.toHexString(now.size())
            + (sent.equals(file) ? "" : sent.toString().substring(file.toString().length()))
            + '"';
    headers.add(Map.entry("ETag", etag));
    headers.add(Map.entry("Last-Modified", HTTP_DATE.format(modified)));
    headers.add(Map.entry("Accept-Ranges", "bytes"));
    if (fails(environ, etag, modified)) {
      return none(startResponse, "412 Precondition Failed", headers);
    }
    if (isKnown(environ, etag, modified)) {
      return none(startResponse, "304 Not Modified", headers);
    }
    ByteRange range = isSame(environ, etag, modified) ? range(environ, now.size()) : null;
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
    headers.removeIf(header -> header.getKey().equals("Content-Type"));
    startResponse.start(status, headers);
    return Bodies.empty();
  }

  /** Returns the file, or the one beside it in an encoding that the client takes. */
  private Path encoded(Map<String, Object> environ, List<Map.Entry<String, String>> headers) {
    Path chosen = file;
    boolean varies = false;
    for (Encoding encoding : Encoding.values()) {
      Path variant =
          StaticFiles.file(file.resolveSibling(""), file.getFileName() + encoding.suffix);
      varies |= variant != null;
      if (variant != null
          && chosen.equals(file)
          && encoding.isTakenBy(text(environ, "HTTP_ACCEPT_ENCODING"))) {
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

    /** Whether Accept-Encoding names it without forbidding it by {@code q=0} (RFC 9110 12.5.3). */
    private boolean isTakenBy(@Nullable String accepted) {
      if (accepted == null) {
        return false;
      }
      for (String one : accepted.split(",", -1)) {
        String[] parts = one.strip().split("\\s*;\\s*", -1);
        if (parts[0].equalsIgnoreCase(coding)) {
          return parts.length == 1 || !parts[1].matches("[qQ]=0(\\.0{0,3})?");
        }
      }
      return false;
    }
  }

  /** Whether If-Match or If-Unmodified-Since forbids an answer (RFC 9110 13.2.2, 1 and 2). */
  private static boolean fails(Map<String, Object> environ, String etag, Instant modified) {
    String match = text(environ, "HTTP_IF_MATCH");
    if (match != null) {
      return !names(match, etag);
    }
    Instant since = date(text(environ, "HTTP_IF_UNMODIFIED_SINCE"));
    return since != null && modified.isAfter(since);
  }

  /** Whether the client has what it would get (RFC 9110 13.2.2, 3 and 4). */
  private static boolean isKnown(Map<String, Object> environ, String etag, Instant modified) {
    String noneMatch = text(environ, "HTTP_IF_NONE_MATCH");
    if (noneMatch != null) {
      return names(noneMatch.replace("W/", ""), etag);
    }
    Instant since = date(text(environ, "HTTP_IF_MODIFIED_SINCE"));
    return since != null && !modified.isAfter(since);
  }

  /** Whether a range is still of what the client has a part of (RFC 9110 13.1.5). */
  private static boolean isSame(Map<String, Object> environ, String etag, Instant modified) {
    String ifRange = text(environ, "HTTP_IF_RANGE");
    return ifRange == null || ifRange.equals(etag) || modified.equals(date(ifRange));
  }

  private static boolean names(String list, String etag) {
    return list.strip().equals("*")
        || List.of(list.split(",", -1)).stream().anyMatch(one -> one.strip().equals(etag));
  }

  private static @Nullable ByteRange range(Map<String, Object> environ, long size) {
    String range = text(environ, "HTTP_RANGE");
    return range == null || !"GET".equals(environ.get(EnvironKeys.REQUEST_METHOD))
        ? null
        : ByteRange.parse(range, size);
  }

  private static @Nullable String text(Map<String, Object> environ, String name) {
    return environ.get(name) instanceof String text ? text : null;
  }

  private static @Nullable Instant date(@Nullable String text) {
    try {
      return text == null
          ? null
          : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
    } catch (DateTimeException e) {
      return null; // RFC 9110 13.1.3: no valid date is no condition
    }
  }
}
