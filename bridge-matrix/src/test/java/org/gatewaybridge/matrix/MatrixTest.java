package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixTest {

  private static final CaseRow CASE = CaseRow.of("E01", "A case", "environ", "PEP 3333");

  @Test
  void casesAreSortedByTheNumbersInTheirIds() {
    assertThat(ids("P11", "P2", "E100", "P2b", "E20"))
        .containsExactly("E20", "E100", "P2", "P2b", "P11");
  }

  @Test
  void missingResultIsNotRunAndSaysSo() {
    Matrix matrix = matrix(CASE.with("tomcat11", Cell.pass(1)));
    assertThat(matrix.cases().get(0).on(Fixture.JETTY))
        .isEqualTo(Cell.notRun("No result of this case was recorded on Jetty 12.1.12 on JDK 17"));
  }

  @Test
  void resultOfAnUnknownContainerIsRefused() {
    assertThatThrownBy(() -> matrix(CASE.with("tomcat9", Cell.pass(1))))
        .hasMessage(
            "Case E01 has results on [tomcat9]; the matrix has the containers [tomcat11,"
                + " jetty12.1]");
  }

  @Test
  void idIsThereOnce() {
    assertThatThrownBy(() -> matrix(CASE, CASE))
        .hasMessage("The case \"E01\" is in the matrix twice; give each an id of its own");
    assertThatThrownBy(
            () -> new Matrix(Fixture.WAR, List.of(Fixture.JETTY, Fixture.JETTY), List.of()))
        .hasMessage(
            "The container \"jetty12.1\" is in the matrix twice; give each an id of its own");
  }

  @Test
  void summaryCountsEachCaseByItsWorst() {
    assertThat(
            matrix(
                    both("E1", Cell.pass(1), Cell.pass(1)),
                    both("E2", Cell.known(1, "odd"), Cell.notRun("no TLS")),
                    both("E3", Cell.pass(1), Cell.notRun("no TLS")),
                    both("E4", Cell.fail(1, "bad"), Cell.known(1, "odd")))
                .summary())
        .isEqualTo(
            "1 of 4 cases identical on all 2 containers; 1 known difference; 1 fail; 1 not run");
  }

  @Test
  void summaryTellsOfAContainerThatDidNotRun() {
    assertThat(Fixture.small().summary())
        .isEqualTo(
            "1 of 3 cases identical on all 2 containers that ran; 1 known difference; 1 fail; 0 not"
                + " run; 1 container did not run");
  }

  @Test
  void noContainerAtAllIsNoSuccess() {
    assertThat(matrix(CASE).summary())
        .isEqualTo("0 of 1 cases identical; none of the 2 containers ran");
  }

  @Test
  void variantsOfACaseAreMerged() {
    CaseRow row = CASE.with("tomcat11", Cell.pass(1)).with("tomcat11", Cell.fail(2, "bad"));
    assertThat(row.results().get("tomcat11")).isEqualTo(Cell.fail(3, "bad"));
  }

  @Test
  void digestOfTheWarIsRead(@TempDir Path folder) throws Exception {
    Path war = Files.writeString(folder.resolve("a.war"), "abc");
    assertThat(WarFile.of(war))
        .isEqualTo(
            new WarFile(
                "a.war", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void recordsRefuseWhatCannotBeShown() {
    assertThatThrownBy(() -> new ContainerColumn("../x", "Tomcat", "11", "17"))
        .hasMessage(
            "A container's id is \"../x\"; wanted letters, digits, \".\", \"_\" and \"-\", as in"
                + " tomcat11");
    assertThatThrownBy(() -> CaseRow.of("E01", "two\nlines", "environ", "PEP 3333"))
        .hasMessage("The title of E01 is \"two\\u000alines\"; wanted one line of text");
    assertThatThrownBy(() -> new WarFile("a.war", "123"))
        .hasMessage("A WAR's SHA-256 is \"123\"; wanted 64 digits of 0-9 and a-f");
  }

  private static List<String> ids(String... ids) {
    CaseRow[] rows =
        Stream.of(ids).map(id -> CaseRow.of(id, "A case", "area", "here")).toArray(CaseRow[]::new);
    return matrix(rows).cases().stream().map(CaseRow::id).toList();
  }

  private static CaseRow both(String id, Cell tomcat, Cell jetty) {
    return CaseRow.of(id, "A case", "environ", "PEP 3333")
        .with("tomcat11", tomcat)
        .with("jetty12.1", jetty);
  }

  private static Matrix matrix(CaseRow... rows) {
    return new Matrix(Fixture.WAR, List.of(Fixture.TOMCAT, Fixture.JETTY), List.of(rows));
  }
}
