package org.gatewaybridge.matrix;

/**
 * A matrix as the table of docs/matrix.md, one line for each container. There are columns for
 * failures and for what was not run only if there are any, so that none is overlooked.
 */
public final class MarkdownTable {

  private MarkdownTable() {}

  /** Returns the table; its lines end in {@code \n}. */
  public static String of(Matrix matrix) {
    boolean fails = matrix.count(Outcome.FAIL) > 0;
    boolean gaps = matrix.count(Outcome.NOT_RUN) > 0;
    StringBuilder table = new StringBuilder("| container | version | JDK | cases | pass |");
    table.append(" known differences |");
    table.append(fails ? " fail |" : "").append(gaps ? " not run |" : "");
    table.append("\n|---|---|---|---:|---:|---:|");
    table.append(fails ? "---:|" : "").append(gaps ? "---:|" : "").append('\n');
    for (ContainerColumn column : matrix.containers()) {
      Tally tally = matrix.tally(column);
      cell(table.append('|'), column.name());
      cell(table, column.version());
      cell(table, column.jdk());
      cell(table, tally.all());
      cell(table, tally.count(Outcome.PASS));
      cell(table, tally.count(Outcome.KNOWN));
      if (fails) {
        cell(table, tally.count(Outcome.FAIL));
      }
      if (gaps) {
        cell(table, tally.count(Outcome.NOT_RUN));
      }
      table.append('\n');
    }
    return table.toString();
  }

  private static void cell(StringBuilder table, Object value) {
    table.append(' ').append(value.toString().replace("|", "\\|")).append(" |");
  }
}
