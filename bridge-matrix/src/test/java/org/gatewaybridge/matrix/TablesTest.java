package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

  @Test
  void consoleCountsByAreaAndTellsFailures() {
    assertThat(ConsoleTable.of(Fixture.small()))
        .isEqualTo(
            """
            area     tomcat11  jetty12.1                payara6
            environ  1 pass    1 fail                   1 not run
            path     2 pass    1 pass, 1 known          2 not run
            all      3 pass    1 fail, 1 pass, 1 known  3 not run

            E01 "CGI keys of a plain request" fails on Jetty 12.1.12: QUERY_STRING is absent. Wanted
              QUERY_STRING=a=b. Observed no QUERY_STRING. Source: PEP 3333, environ Variables.
            Not run on Payara 6.2025.1: all 3 cases. Its archive is not published.

            1 of 3 cases identical on all 2 containers that ran; 1 known difference; 1 fail; 0 not run; 1
              container did not run
            """);
  }

  @Test
  void consoleIsAtMost100ColumnsWide() {
    assertThat(ConsoleTable.of(Fixture.generated(60)).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
        .filteredOn(line -> line.startsWith("area"))
        .hasSizeGreaterThan(1);
  }

  @Test
  void consoleShowsNoControlCharacter() {
    Cell odd =
        Cell.fail(1, "came \u001b]0;gotcha\u0007")
            .withEvidence("x".repeat(300), "a\r\nb", List.of());
    Matrix matrix =
        new Matrix(
            Fixture.WAR,
            List.of(Fixture.TOMCAT),
            List.of(CaseRow.of("E01", "A case", "environ", "here").with("tomcat11", odd)));
    assertThat(ConsoleTable.of(matrix))
        .contains("came \\u001b]0;gotcha\\u0007.", "Observed a b.")
        .doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
  }

  @Test
  void markdownHasALineForEachContainer() {
    Matrix green =
        new Matrix(
            Fixture.WAR,
            List.of(Fixture.TOMCAT, Fixture.JETTY),
            List.of(
                CaseRow.of("E01", "A case", "environ", "here")
                    .with("tomcat11", Cell.pass(1))
                    .with("jetty12.1", Cell.known(1, "odd"))));
    assertThat(MarkdownTable.of(green))
        .isEqualTo(
            """
            | container | version | JDK | cases | pass | known differences |
            |---|---|---|---:|---:|---:|
            | Tomcat | 11.0.25 | 17 | 1 | 1 | 0 |
            | Jetty | 12.1.12 | 17 | 1 | 0 | 1 |
            """);
  }

  @Test
  void markdownHidesNoFailureAndNoGap() {
    assertThat(MarkdownTable.of(Fixture.small()))
        .isEqualTo(
            """
            | container | version | JDK | cases | pass | known differences | fail | not run |
            |---|---|---|---:|---:|---:|---:|---:|
            | Tomcat | 11.0.25 | 17 | 3 | 3 | 0 | 0 | 0 |
            | Jetty | 12.1.12 | 17 | 3 | 1 | 1 | 1 | 0 |
            | Payara | 6.2025.1 | 17 | 3 | 0 | 0 | 0 | 3 |
            """);
  }
}
