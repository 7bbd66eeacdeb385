package org.gatewaybridge.matrix;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One case and what it did on each container.
 *
 * @param id such as {@code E01}; stays with the case for good
 * @param title one line that describes the case
 * @param area a word for the cases that belong together, such as {@code path}
 * @param source where the case comes from, such as {@code RFC 9110 15.4.5}
 * @param results by container id
 */
public record CaseRow(
    String id, String title, String area, String source, Map<String, Cell> results) {

  public CaseRow {
    Checks.line("A case's id", id);
    Checks.line("The title of " + id, title);
    Checks.line("The area of " + id, area);
    Checks.line("The source of " + id, source);
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
  }

  /** Returns a case without results. */
  public static CaseRow of(String id, String title, String area, String source) {
    return new CaseRow(id, title, area, source, Map.of());
  }

  /** Adds a result; a second one of the same container is merged with the first. */
  public CaseRow with(String containerId, Cell cell) {
    Map<String, Cell> more = new LinkedHashMap<>(results);
    more.merge(containerId, cell, Cell::merge);
    return withResults(more);
  }

  CaseRow withResults(Map<String, Cell> others) {
    return new CaseRow(id, title, area, source, others);
  }

  /** Returns the result on a container of the case's matrix. */
  public Cell on(ContainerColumn column) {
    Cell cell = results.get(column.id());
    if (cell == null) {
      throw new IllegalArgumentException("Case " + id + " has no result on " + column.id());
    }
    return cell;
  }
}
