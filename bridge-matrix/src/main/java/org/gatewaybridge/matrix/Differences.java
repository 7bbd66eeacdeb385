package org.gatewaybridge.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All results that are not passes, in short: containers with the same reason are grouped.
 *
 * @param notRun those with the most cases first: usually the reason is a container's
 */
record Differences(List<OfCase> failing, List<OfCase> known, List<NotRun> notRun) {

  private static final int MOST_NAMED = 8;

  /** One case where it is not as wanted. */
  record OfCase(CaseRow row, List<Occurrence> occurrences) {}

  /**
   * Containers on which a case has the same reason.
   *
   * @param cell the cell of the first container
   */
  record Occurrence(String where, Cell cell) {}

  /** Cases that were not run on containers, for one reason. */
  record NotRun(String where, String cases, String reason) {}

  static Differences of(Matrix matrix) {
    return new Differences(
        ofCases(matrix, Outcome.FAIL), ofCases(matrix, Outcome.KNOWN), notRun(matrix));
  }

  private static List<OfCase> ofCases(Matrix matrix, Outcome outcome) {
    List<OfCase> all = new ArrayList<>();
    for (CaseRow row : matrix.cases()) {
      Map<String, List<ContainerColumn>> byReason = new LinkedHashMap<>();
      for (ContainerColumn column : matrix.containers()) {
        Cell cell = row.on(column);
        if (cell.outcome() == outcome) {
          byReason.computeIfAbsent(cell.reason(), none -> new ArrayList<>()).add(column);
        }
      }
      if (!byReason.isEmpty()) {
        all.add(
            new OfCase(
                row,
                byReason.values().stream()
                    .map(columns -> new Occurrence(where(matrix, columns), row.on(columns.get(0))))
                    .toList()));
      }
    }
    return all;
  }

  /** Cases not run for one reason. */
  private record Gap(String reason, List<String> cases) {}

  private static List<NotRun> notRun(Matrix matrix) {
    Map<Gap, List<ContainerColumn>> gaps = new LinkedHashMap<>();
    for (ContainerColumn column : matrix.containers()) {
      Map<String, List<String>> byReason = new LinkedHashMap<>();
      for (CaseRow row : matrix.cases()) {
        Cell cell = row.on(column);
        if (cell.outcome() == Outcome.NOT_RUN) {
          byReason.computeIfAbsent(cell.reason(), none -> new ArrayList<>()).add(row.id());
        }
      }
      byReason.forEach(
          (reason, cases) ->
              gaps.computeIfAbsent(new Gap(reason, cases), none -> new ArrayList<>()).add(column));
    }
    return gaps.entrySet().stream()
        .sorted(Comparator.comparing(gap -> -gap.getKey().cases().size()))
        .map(
            gap ->
                new NotRun(
                    where(matrix, gap.getValue()),
                    cases(matrix, gap.getKey().cases()),
                    gap.getKey().reason()))
        .toList();
  }

  private static String where(Matrix matrix, List<ContainerColumn> columns) {
    int all = matrix.containers().size();
    return columns.size() == all && all > 1
        ? "all " + all + " containers"
        : String.join(", ", columns.stream().map(matrix::nameOf).toList());
  }

  private static String cases(Matrix matrix, List<String> ids) {
    int all = matrix.cases().size();
    if (ids.size() == all && all > 1) {
      return "all " + all + " cases";
    }
    return ids.size() <= MOST_NAMED ? String.join(", ", ids) : ids.size() + " cases";
  }
}
