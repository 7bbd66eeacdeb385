package org.gatewaybridge.compat.readme;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of docs/matrix.md; each line comes from the last run that tried its container.
 *
 * @param lines the cells by column, by the container's name and release, such as {@code Undertow
 *     2.3}
 */
record MatrixTable(Map<String, Map<String, String>> lines) {
  private static final List<String> ALWAYS =
      List.of("container", "version", "JDK", "cases", "pass", "known differences");
  private static final List<String> COUNTED = List.of("fail", "not run");
  private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+");

  /** Takes one apart that {@code MarkdownTable} has written, or {@link #markdown}. */
  static MatrixTable parse(String markdown) {
    List<String> rows = markdown.lines().toList();
    List<String> columns = cells(rows.get(0));
    Map<String, Map<String, String>> lines = new LinkedHashMap<>();
    for (String row : rows.subList(2, rows.size())) {
      List<String> cells = cells(row);
      Map<String, String> line = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        line.put(columns.get(i), cells.get(i));
      }
      lines.put(container(line), line);
    }
    return new MatrixTable(lines);
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.split("(?<!\\\\)\\|")).skip(1).map(String::strip).toList();
  }

  private static String container(Map<String, String> line) {
    String version = cell(line, "version");
    Matcher release = RELEASE.matcher(version);
    return cell(line, "container") + " " + (release.lookingAt() ? release.group() : version);
  }

  private static String cell(Map<String, String> line, String column) {
    return line.getOrDefault(column, "0");
  }

  /** Puts the lines of a run in place of those that its containers had; the others stay. */
  MatrixTable with(MatrixTable run) {
    Map<String, Map<String, String>> both = new LinkedHashMap<>(lines);
    both.putAll(run.lines);
    return new MatrixTable(both);
  }

  /** Writes it as {@code MarkdownTable} would, if all lines were of one run. */
  String markdown() {
    List<String> counted =
        COUNTED.stream()
            .filter(column -> lines.values().stream().anyMatch(l -> !cell(l, column).equals("0")))
            .toList();
    List<String> columns = Stream.concat(ALWAYS.stream(), counted.stream()).toList();
    StringBuilder table = new StringBuilder(row(columns));
    table
        .append("|---|---|---|---:|---:|---:|")
        .append("---:|".repeat(counted.size()))
        .append('\n');
    for (Map<String, String> line : lines.values()) {
      table.append(row(columns.stream().map(column -> cell(line, column)).toList()));
    }
    return table.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
