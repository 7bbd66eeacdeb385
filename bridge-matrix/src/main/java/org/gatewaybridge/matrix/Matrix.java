package org.gatewaybridge.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The results of every case on every container. The cases are sorted by id (P2 before P11); a
 * missing result is "not run", so that no cell is blank.
 *
 * @param containers the columns, in the order in which they are shown
 */
public record Matrix(WarFile war, List<ContainerColumn> containers, List<CaseRow> cases) {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  public Matrix {
    containers = List.copyOf(containers);
    refuseTwice("container", containers.stream().map(ContainerColumn::id).toList());
    refuseTwice("case", cases.stream().map(CaseRow::id).toList());
    cases = complete(containers, cases);
  }

  /**
   * Reads a matrix.json.
   *
   * @throws IOException if it cannot be read or is not one; the message names the fault and its
   *     place
   */
  public static Matrix read(Path file) throws IOException {
    return MatrixJson.read(file);
  }

  /** Returns the text of a matrix.json; it is always the same for the same matrix. */
  public String json() {
    return MatrixJson.write(this);
  }

  /** Returns whether nothing was run on a container. */
  public boolean absent(ContainerColumn column) {
    return cases.stream().allMatch(row -> row.on(column).outcome() == Outcome.NOT_RUN);
  }

  /** Returns how many cells have this outcome. */
  public long count(Outcome outcome) {
    return cases.stream()
        .flatMap(row -> row.results().values().stream())
        .filter(cell -> cell.outcome() == outcome)
        .count();
  }

  /**
   * Returns one sentence that sums it up. Each case counts once, by its worst outcome on the
   * containers that ran; a container that did not run at all is counted at the end.
   */
  public String summary() {
    List<ContainerColumn> ran = ran();
    int absent = containers.size() - ran.size();
    if (ran.isEmpty()) {
      return "0 of %d cases identical; none of the %d containers ran"
          .formatted(cases.size(), absent);
    }
    Tally tally = Tally.of(cases.stream().map(this::worst));
    return "%d of %d cases identical on all %d containers%s; %d known %s; %d fail; %d not run%s"
        .formatted(
            tally.count(Outcome.PASS),
            cases.size(),
            ran.size(),
            absent == 0 ? "" : " that ran",
            tally.count(Outcome.KNOWN),
            tally.count(Outcome.KNOWN) == 1 ? "difference" : "differences",
            tally.count(Outcome.FAIL),
            tally.count(Outcome.NOT_RUN),
            switch (absent) {
              case 0 -> "";
              case 1 -> "; 1 container did not run";
              default -> "; " + absent + " containers did not run";
            });
  }

  /** Returns the cases by area, in the order of each area's first case. */
  Map<String, List<CaseRow>> byArea() {
    return cases.stream()
        .collect(Collectors.groupingBy(CaseRow::area, LinkedHashMap::new, Collectors.toList()));
  }

  /** Returns the shortest name of a column that no other has. */
  String nameOf(ContainerColumn column) {
    String brief = column.name() + " " + column.version();
    boolean alone =
        containers.stream()
            .noneMatch(
                other ->
                    !other.id().equals(column.id())
                        && brief.equals(other.name() + " " + other.version()));
    return alone ? brief : column.words();
  }

  Tally tally(ContainerColumn column) {
    return Tally.of(cases.stream().map(row -> row.on(column).outcome()));
  }

  /** Returns the worst outcome of a case on the containers that ran. */
  Outcome worst(CaseRow row) {
    return ran().stream()
        .map(column -> row.on(column).outcome())
        .reduce(Outcome::orWorse)
        .orElse(Outcome.NOT_RUN);
  }

  private List<ContainerColumn> ran() {
    return containers.stream().filter(column -> !absent(column)).toList();
  }

  private static void refuseTwice(String what, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException(
            "The " + what + " \"" + id + "\" is in the matrix twice; give each an id of its own");
      }
    }
  }

  private static List<CaseRow> complete(List<ContainerColumn> containers, List<CaseRow> cases) {
    List<CaseRow> rows = new ArrayList<>();
    for (CaseRow row : cases) {
      Map<String, Cell> cells = new LinkedHashMap<>();
      for (ContainerColumn column : containers) {
        Cell cell = row.results().get(column.id());
        cells.put(
            column.id(),
            cell == null
                ? Cell.notRun("No result of this case was recorded on " + column.words())
                : cell);
      }
      if (!cells.keySet().containsAll(row.results().keySet())) {
        throw new IllegalArgumentException(
            "Case %s has results on %s; the matrix has the containers %s"
                .formatted(row.id(), row.results().keySet(), cells.keySet()));
      }
      rows.add(row.withResults(cells));
    }
    rows.sort(Comparator.comparing((CaseRow row) -> sortKey(row.id())).thenComparing(CaseRow::id));
    return List.copyOf(rows);
  }

  private static String sortKey(String id) {
    return NUMBER
        .matcher(id)
        .replaceAll(
            number -> "0".repeat(Math.max(0, 12 - number.group().length())) + number.group());
  }
}
