package org.gatewaybridge.matrix;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The evidence of all cells as the page embeds it. Containers mostly are sent and answer the same,
 * so each text is there once and the cells hold its number. A cell is {@code null} or {@code
 * [reason, wanted, observed, exchanges left out, sent, came, sent, came, ...]}.
 */
final class EvidenceJson {

  private static final int LONGEST_TEXT = 600;
  private static final int LONGEST_TEXT_OF_A_PASS = 300;
  private static final int MOST_EXCHANGES = 3;

  // By default Gson writes <, >, &, =, ' and U+2028 as \\u003c and so on: no text can end the
  // script.
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private final Map<String, Integer> numbers = new LinkedHashMap<>(Map.of("", 0));

  private EvidenceJson() {}

  /** Writes the evidence, a list of cells for each of these rows. */
  static String of(Matrix matrix, List<CaseRow> rows) {
    return new EvidenceJson().write(matrix, rows);
  }

  private String write(Matrix matrix, List<CaseRow> rows) {
    JsonArray cells = new JsonArray();
    for (CaseRow row : rows) {
      JsonArray ofRow = new JsonArray();
      matrix.containers().forEach(column -> addCell(ofRow, row.on(column)));
      cells.add(ofRow);
    }
    JsonArray texts = new JsonArray();
    numbers.keySet().forEach(texts::add);
    JsonObject all = new JsonObject();
    all.add("texts", texts);
    all.add("cells", cells);
    return GSON.toJson(all);
  }

  private void addCell(JsonArray row, Cell cell) {
    boolean pass = cell.outcome() == Outcome.PASS;
    int longest = pass ? LONGEST_TEXT_OF_A_PASS : LONGEST_TEXT;
    List<RecordedExchange> all = cell.exchanges();
    int shown = Math.min(all.size(), pass ? 1 : MOST_EXCHANGES);

    JsonArray json = new JsonArray();
    json.add(number(cell.reason(), longest));
    json.add(number(cell.wanted(), longest));
    json.add(number(cell.observed(), longest));
    json.add(all.size() - shown);
    for (RecordedExchange exchange : all.subList(0, shown)) {
      json.add(number(exchange.sent(), longest));
      json.add(number(exchange.came(), longest));
    }
    boolean empty = json.asList().stream().allMatch(number -> number.getAsInt() == 0);
    row.add(empty ? JsonNull.INSTANCE : json);
  }

  private int number(String text, int longest) {
    return numbers.computeIfAbsent(Excerpt.of(text, longest), next -> numbers.size());
  }
}
