package org.gatewaybridge.middleware;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tells one version of a file from another, and the conditions on it (RFC 9110 8.8, 13).
 *
 * @param etag null if there is none
 * @param modified in whole seconds, null if the file's time says nothing
 */
record Validators(@Nullable String etag, @Nullable Instant modified) {
  /** The end of the year that ZIP's time begins with: what builds give that tell no time. */
  private static final Instant MADE_UP = Instant.parse("1981-01-01T00:00:00Z");

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.US)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
              .withZone(ZoneOffset.UTC));

  /**
   * Returns those of a file as it is now.
   *
   * @param dated whether the file's time may be told
   */
  static Validators of(Path file, BasicFileAttributes now, EntityTags tags, boolean dated)
      throws IOException {
    Instant time = now.lastModifiedTime().toInstant();
    boolean told = time.isAfter(MADE_UP);
    return new Validators(
        tags.of(file, now, told), told && dated ? time.truncatedTo(ChronoUnit.SECONDS) : null);
  }

  void addTo(List<Map.Entry<String, String>> headers) {
    if (etag != null) {
      headers.add(Map.entry("ETag", etag));
    }
    if (modified != null) {
      headers.add(Map.entry("Last-Modified", HTTP_DATE.format(modified)));
    }
  }

  /** Whether If-Match or If-Unmodified-Since forbids an answer (RFC 9110 13.2.2, 1 and 2). */
  boolean forbid(Map<String, Object> environ) {
    String match = StaticFile.text(environ, "HTTP_IF_MATCH");
    if (match != null) {
      return !isNamedIn(match);
    }
    Instant since = date(StaticFile.text(environ, "HTTP_IF_UNMODIFIED_SINCE"));
    return since != null && modified != null && modified.isAfter(since);
  }

  /** Whether the client has what it would get (RFC 9110 13.2.2, 3 and 4). */
  boolean areKnown(Map<String, Object> environ) {
    String noneMatch = StaticFile.text(environ, "HTTP_IF_NONE_MATCH");
    if (noneMatch != null) {
      return isNamedIn(noneMatch.replace("W/", ""));
    }
    Instant since = date(StaticFile.text(environ, "HTTP_IF_MODIFIED_SINCE"));
    return since != null && modified != null && !modified.isAfter(since);
  }

  /** Whether a part is still of what the client has another of: by its tag only (13.1.5). */
  boolean allowRange(Map<String, Object> environ) {
    String ifRange = StaticFile.text(environ, "HTTP_IF_RANGE");
    return ifRange == null || ifRange.equals(etag);
  }

  private boolean isNamedIn(String list) {
    return list.strip().equals("*")
        || List.of(list.split(",", -1)).stream().anyMatch(one -> one.strip().equals(etag));
  }

  /** Returns a date in one of the three forms of RFC 9110 5.6.7. */
  private static @Nullable Instant date(@Nullable String text) {
    for (DateTimeFormatter form : text == null ? List.<DateTimeFormatter>of() : DATES) {
      try {
        return Instant.from(form.parse(String.valueOf(text).strip()));
      } catch (DateTimeException e) {
        // perhaps another form
      }
    }
    return null; // RFC 9110 13.1.3: no valid date is no condition
  }
}
