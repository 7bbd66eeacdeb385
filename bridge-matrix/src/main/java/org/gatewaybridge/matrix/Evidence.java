package org.gatewaybridge.matrix;

/** The evidence of one cell, as plain text for a log. */
final class Evidence {

  private Evidence() {}

  static String text(CaseRow row, Cell cell) {
    StringBuilder text = new StringBuilder();
    add(text, "Reason", cell.reason());
    add(text, "Wanted", cell.wanted());
    add(text, "Observed", cell.observed());
    for (RecordedExchange exchange : cell.exchanges()) {
      add(text, "Sent", exchange.sent());
      add(text, "Came", exchange.came());
    }
    add(text, "Source", row.source());
    return text.toString();
  }

  private static void add(StringBuilder text, String what, String value) {
    if (!value.isEmpty()) {
      text.append(what).append(": ").append(value).append('\n');
    }
  }
}
