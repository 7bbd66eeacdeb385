package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rows as a table in Markdown, and as one HTML file that needs nothing else. */
final class FaultsPage {
  private FaultsPage() {}

  static String markdown(List<FaultRow> rows) {
    return render("faults.md.mustache", rows, text -> text.replace("|", "\\|").replace('\n', ' '));
  }

  static String html(List<FaultRow> rows) {
    return render("faults.html.mustache", rows, com.samskivert.mustache.Escapers.HTML);
  }

  private static String render(String template, List<FaultRow> rows, Mustache.Escaper escaper) {
    long settled = rows.stream().filter(FaultRow::settled).count();
    long met = rows.stream().filter(FaultRow::met).count();
    long notRun = rows.stream().filter(row -> !row.ran()).count();
    String summary =
        "%d rows: %d met, %d missed for a known reason, %d not run, %d MISSED"
            .formatted(rows.size(), met, settled - met - notRun, notRun, rows.size() - settled);
    return Mustache.compiler()
        .withEscaper(escaper)
        .emptyStringIsFalse(true)
        .compile(resource(template))
        .execute(Map.of("summary", summary, "rows", rows));
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(FaultsPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
