package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.gatewaybridge.matrix.CaseRow;
import org.gatewaybridge.matrix.Cell;
import org.gatewaybridge.matrix.ContainerColumn;
import org.gatewaybridge.matrix.MarkdownTable;
import org.gatewaybridge.matrix.Matrix;
import org.gatewaybridge.matrix.Outcome;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/matrix.md is what the matrix found. {@code -Dreadme.update=true} writes the
 * lines of the containers that ran anew, and keeps the others.
 */
final class MatrixTableIT {
  private static final Path PAGE = Path.of(System.getProperty("readme.project"), "docs/matrix.md");
  private static final Path MATRIX =
      Path.of(
          System.getProperty("readme.project"),
          "compat-tests/suite/target/gateway-matrix/matrix.json");
  private static final String BEGIN = "<!-- matrix -->\n";
  private static final String END = "<!-- /matrix -->\n";

  @Test
  void tableIsWhatTheMatrixFound() throws Exception {
    Assumptions.assumeTrue(
        Files.exists(MATRIX), "compat-tests/suite has not run; it writes " + MATRIX);
    MatrixTable found = MatrixTable.parse(MarkdownTable.of(ran(Matrix.read(MATRIX))));
    String table = MatrixTable.parse(published()).with(found).markdown();
    if (Boolean.getBoolean("readme.update")) {
      update(table);
    }

    assertThat(published())
        .as(
            "rewrite it by: ./mvnw verify -DskipTests -Dsuite=all -Dreadme.update=true"
                + " -pl compat-tests/readme -am")
        .isEqualTo(table);
  }

  private static String published() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).contains(BEGIN, END);
    return page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
  }

  private static void update(String table) throws IOException {
    String page = Files.readString(PAGE);
    Files.writeString(
        PAGE,
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + table
            + page.substring(page.indexOf(END)));
  }

  /** Leaves out the containers that this run did not try: their lines are another run's. */
  private static Matrix ran(Matrix all) {
    List<ContainerColumn> columns =
        all.containers().stream()
            .filter(
                column ->
                    all.cases().stream()
                        .anyMatch(row -> cell(row, column).outcome() != Outcome.NOT_RUN))
            .toList();
    return new Matrix(
        all.war(), columns, all.cases().stream().map(row -> only(row, columns)).toList());
  }

  private static CaseRow only(CaseRow row, List<ContainerColumn> columns) {
    Map<String, Cell> results =
        columns.stream()
            .collect(Collectors.toMap(ContainerColumn::id, column -> cell(row, column)));
    return new CaseRow(row.id(), row.title(), row.area(), row.source(), results);
  }

  private static Cell cell(CaseRow row, ContainerColumn column) {
    return Objects.requireNonNull(row.results().get(column.id()));
  }
}
