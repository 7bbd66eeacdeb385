package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatrixTableTest {
  private static final MatrixTable PUBLISHED =
      MatrixTable.parse(
          """
          | container | version | JDK | cases | pass | known differences | not run |
          |---|---|---|---:|---:|---:|---:|
          | Tomcat | 11.0.24 | 17 | 206 | 206 | 0 | 0 |
          | Tomcat | 10.1.60 | 17 | 206 | 206 | 0 | 0 |
          | Jetty | 12.1.12 | 17 | 206 | 199 | 6 | 1 |
          """);

  @Test
  void runOfSomeContainersKeepsTheLinesOfTheOthers() {
    MatrixTable run =
        MatrixTable.parse(
            """
            | container | version | JDK | cases | pass | known differences |
            |---|---|---|---:|---:|---:|
            | Tomcat | 11.0.25 | 17 | 207 | 207 | 0 |
            | Resin \\| Pro | 5 | 17 | 207 | 207 | 0 |
            """);

    assertThat(PUBLISHED.with(run).markdown())
        .isEqualTo(
            """
            | container | version | JDK | cases | pass | known differences | not run |
            |---|---|---|---:|---:|---:|---:|
            | Tomcat | 11.0.25 | 17 | 207 | 207 | 0 | 0 |
            | Tomcat | 10.1.60 | 17 | 206 | 206 | 0 | 0 |
            | Jetty | 12.1.12 | 17 | 206 | 199 | 6 | 1 |
            | Resin \\| Pro | 5 | 17 | 207 | 207 | 0 | 0 |
            """);
  }

  @Test
  void failureBringsItsColumn() {
    MatrixTable run =
        MatrixTable.parse(
            """
            | container | version | JDK | cases | pass | known differences | fail |
            |---|---|---|---:|---:|---:|---:|
            | Jetty | 12.1.12 | 17 | 206 | 205 | 0 | 1 |
            """);

    assertThat(PUBLISHED.with(run).markdown())
        .isEqualTo(
            """
            | container | version | JDK | cases | pass | known differences | fail |
            |---|---|---|---:|---:|---:|---:|
            | Tomcat | 11.0.24 | 17 | 206 | 206 | 0 | 0 |
            | Tomcat | 10.1.60 | 17 | 206 | 206 | 0 | 0 |
            | Jetty | 12.1.12 | 17 | 206 | 205 | 0 | 1 |
            """);
  }
}
