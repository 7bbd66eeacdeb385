package org.gatewaybridge.matrix;

import java.util.ArrayList;
import java.util.List;

/** A matrix as plain text of at most 100 columns: a count per area, then what went wrong. */
public final class ConsoleTable {

  private static final int WIDTH = 100;
  private static final int WIDEST_AREA = 24;
  private static final String GAP = "  ";

  private final Matrix matrix;
  private final StringBuilder text = new StringBuilder();

  private ConsoleTable(Matrix matrix) {
    this.matrix = matrix;
  }

  /** Writes the table; its lines end in {@code \n}, and no control character is among them. */
  public static String of(Matrix matrix) {
    return new ConsoleTable(matrix).write();
  }

  private String write() {
    blocks();
    Differences differences = Differences.of(matrix);
    for (Differences.OfCase failing : differences.failing()) {
      failing.occurrences().forEach(occurrence -> failure(failing.row(), occurrence));
    }
    for (Differences.NotRun gap : differences.notRun()) {
      paragraph(
          sentence("Not run on " + gap.where() + ": " + gap.cases())
              + " "
              + sentence(gap.reason()));
    }
    if (!differences.failing().isEmpty() || !differences.notRun().isEmpty()) {
      text.append('\n');
    }
    paragraph(matrix.summary());
    return text.toString();
  }

  private void failure(CaseRow row, Differences.Occurrence occurrence) {
    Cell cell = occurrence.cell();
    String said =
        sentence(
            row.id()
                + " \""
                + row.title()
                + "\" fails on "
                + occurrence.where()
                + ": "
                + cell.reason());
    if (!cell.wanted().isEmpty()) {
      said += " " + sentence("Wanted " + cell.wanted());
    }
    if (!cell.observed().isEmpty()) {
      said += " " + sentence("Observed " + cell.observed());
    }
    paragraph(said + " " + sentence("Source: " + row.source()));
  }

  /** One column of the table, its heading first. */
  private record Column(List<String> lines) {
    int width() {
      return lines.stream().mapToInt(String::length).max().orElse(0);
    }

    String padded(int line) {
      String word = lines.get(line);
      return word + " ".repeat(width() - word.length());
    }
  }

  private void blocks() {
    Column areas = areas();
    List<Column> block = new ArrayList<>(List.of(areas));
    for (ContainerColumn container : matrix.containers()) {
      Column column = counts(container);
      int width = block.stream().mapToInt(one -> one.width() + GAP.length()).sum();
      if (width + column.width() > WIDTH) {
        block(block);
        block = new ArrayList<>(List.of(areas));
      }
      block.add(column);
    }
    block(block);
  }

  private void block(List<Column> block) {
    for (int line = 0; line < block.get(0).lines().size(); line++) {
      StringBuilder row = new StringBuilder();
      for (Column column : block) {
        row.append(column.padded(line)).append(GAP);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    text.append('\n');
  }

  private Column areas() {
    List<String> lines = new ArrayList<>(List.of("area"));
    matrix.byArea().keySet().forEach(area -> lines.add(narrow(area, WIDEST_AREA)));
    lines.add("all");
    return new Column(lines);
  }

  private Column counts(ContainerColumn container) {
    List<String> lines = new ArrayList<>(List.of(narrow(container.id(), WIDEST_AREA)));
    for (List<CaseRow> rows : matrix.byArea().values()) {
      lines.add(Tally.of(rows.stream().map(row -> row.on(container).outcome())).words());
    }
    lines.add(matrix.tally(container).words());
    return new Column(lines);
  }

  private static String narrow(String word, int width) {
    return word.length() <= width ? word : word.substring(0, width - 3) + "...";
  }

  private static String sentence(String said) {
    String line = VisibleText.folded(said);
    return line.endsWith(".") || line.endsWith("!") || line.endsWith("?") ? line : line + ".";
  }

  /** Breaks a sentence into lines, those after the first indented. */
  private void paragraph(String said) {
    StringBuilder line = new StringBuilder();
    for (String word : said.split(" ", -1)) {
      String rest = word;
      if (line.toString().isBlank()) {
        line.append(rest);
      } else if (line.length() + 1 + rest.length() <= WIDTH) {
        line.append(' ').append(rest);
      } else {
        text.append(line).append('\n');
        line = new StringBuilder(GAP).append(rest);
      }
      while (line.length() > WIDTH) {
        rest = line.substring(WIDTH);
        text.append(line, 0, WIDTH).append('\n');
        line = new StringBuilder(GAP).append(rest);
      }
    }
    text.append(line).append('\n');
  }
}
