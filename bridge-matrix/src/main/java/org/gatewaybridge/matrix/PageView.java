package org.gatewaybridge.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The values that the page's template uses. Its members have the names of the template. */
record PageView(
    WarFile war,
    String summary,
    List<Group> groups,
    List<Heading> containers,
    int width,
    int caseCount,
    List<Area> areas,
    String evidence,
    Assets assets) {

  private static final int LONGEST_REASON = 400;

  /** What the page has inline, so that it loads nothing. */
  record Assets(String style, String script, String scriptHash) {}

  /** All differences of one outcome. */
  record Group(String key, String words, String count, List<Entry> entries) {
    static Group of(Outcome outcome, String count, List<Entry> entries) {
      return new Group(outcome.key(), outcome.words(), count, entries);
    }
  }

  /**
   * What differs.
   *
   * @param link the anchor of its row, empty if it is more than one case
   */
  record Entry(String link, String id, String title, List<Reason> reasons) {}

  /** Why a case is in that list. */
  record Reason(String where, String reason) {}

  /** A column's heading. */
  record Heading(String name, String version, String jdk, String counts) {}

  /** The rows of one area. */
  record Area(String name, String count, List<Row> rows) {}

  /** A case in the table. */
  record Row(
      String anchor,
      int number,
      String id,
      String title,
      String source,
      String worst,
      List<Box> cells) {}

  /** A cell of the table. */
  record Box(String key, String words, long millis, boolean ran) {}

  static PageView of(Matrix matrix, Assets assets) {
    List<CaseRow> rows = matrix.byArea().values().stream().flatMap(List::stream).toList();
    return new PageView(
        matrix.war(),
        matrix.summary(),
        groups(matrix, rows),
        matrix.containers().stream()
            .map(
                column ->
                    new Heading(
                        column.name(),
                        column.version(),
                        column.jdk(),
                        unbroken(matrix.tally(column).words())))
            .toList(),
        matrix.containers().size() + 1,
        rows.size(),
        areas(matrix, rows),
        EvidenceJson.of(matrix, rows),
        assets);
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** Lets a line end only after a comma. */
  private static String unbroken(String counts) {
    return counts.replace(' ', '\u00a0').replace(",\u00a0", ", ");
  }

  private static List<Group> groups(Matrix matrix, List<CaseRow> rows) {
    Differences all = Differences.of(matrix);
    return Stream.of(
            Group.of(
                Outcome.FAIL,
                counted(all.failing().size(), "case fails", "cases fail"),
                entries(rows, all.failing())),
            Group.of(
                Outcome.NOT_RUN,
                counted(matrix.count(Outcome.NOT_RUN), "cell not run", "cells not run"),
                all.notRun().stream().map(PageView::entry).toList()),
            Group.of(
                Outcome.KNOWN,
                counted(all.known().size(), "known difference", "known differences"),
                entries(rows, all.known())))
        .filter(group -> !group.entries().isEmpty())
        .toList();
  }

  private static Entry entry(Differences.NotRun gap) {
    return new Entry(
        "",
        "",
        gap.cases(),
        List.of(new Reason(gap.where(), Excerpt.of(gap.reason(), LONGEST_REASON))));
  }

  private static List<Entry> entries(List<CaseRow> rows, List<Differences.OfCase> cases) {
    return cases.stream()
        .map(
            one ->
                new Entry(
                    anchor(rows.indexOf(one.row())),
                    one.row().id(),
                    one.row().title(),
                    one.occurrences().stream()
                        .map(
                            occurrence ->
                                new Reason(
                                    occurrence.where(),
                                    Excerpt.of(occurrence.cell().reason(), LONGEST_REASON)))
                        .toList()))
        .toList();
  }

  private static List<Area> areas(Matrix matrix, List<CaseRow> rows) {
    List<Area> areas = new ArrayList<>();
    matrix
        .byArea()
        .forEach(
            (name, members) ->
                areas.add(
                    new Area(
                        name,
                        counted(members.size(), "case", "cases"),
                        members.stream()
                            .map(row -> row(matrix, row, rows.indexOf(row)))
                            .toList())));
    return areas;
  }

  private static Row row(Matrix matrix, CaseRow row, int number) {
    return new Row(
        anchor(number),
        number,
        row.id(),
        row.title(),
        row.source(),
        matrix.worst(row).key(),
        matrix.containers().stream().map(column -> box(row.on(column))).toList());
  }

  private static Box box(Cell cell) {
    return new Box(
        cell.outcome().key(),
        cell.outcome().words(),
        cell.millis(),
        cell.outcome() != Outcome.NOT_RUN);
  }

  private static String anchor(int number) {
    return "case-" + number;
  }
}
