package org.gatewaybridge.matrix;

import java.util.ArrayList;
import java.util.List;

/** What the page's template sees. Its members are named as the template says them. */
record PageView(
    String warName,
    String warSha256,
    String summary,
    String failCount,
    List<Entry> failing,
    String knownCount,
    List<Entry> known,
    String notRunCount,
    List<Differences.NotRun> notRun,
    List<Heading> containers,
    int width,
    int caseCount,
    List<Area> areas,
    String evidence,
    String style,
    String script,
    String scriptHash) {

  private static final int LONGEST_REASON = 400;

  /** A case in the list of differences. */
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

  static PageView of(Matrix matrix, String style, String script, String scriptHash) {
    List<CaseRow> rows = matrix.byArea().values().stream().flatMap(List::stream).toList();
    Differences differences = Differences.of(matrix);
    return new PageView(
        matrix.war().name(),
        matrix.war().sha256(),
        matrix.summary(),
        counted(differences.failing().size(), "case fails", "cases fail"),
        entries(rows, differences.failing()),
        counted(differences.known().size(), "known difference", "known differences"),
        entries(rows, differences.known()),
        counted((int) matrix.count(Outcome.NOT_RUN), "cell not run", "cells not run"),
        differences.notRun(),
        matrix.containers().stream()
            .map(
                column ->
                    new Heading(
                        column.name(),
                        column.version(),
                        column.jdk(),
                        matrix.tally(column).words()))
            .toList(),
        matrix.containers().size() + 1,
        rows.size(),
        areas(matrix, rows),
        EvidenceJson.of(matrix, rows),
        style,
        script,
        scriptHash);
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static List<Entry> entries(List<CaseRow> rows, List<Differences.OfCase> cases) {
    return cases.stream()
        .map(
            one ->
                new Entry(
                    anchor(rows.indexOf(one.row())),
                    one.row().id(),
                    one.row().title(),
                    one.places().stream()
                        .map(
                            place ->
                                new Reason(
                                    place.where(),
                                    Excerpt.of(place.cell().reason(), LONGEST_REASON)))
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
        Matrix.worst(row, matrix.containers()).key(),
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
