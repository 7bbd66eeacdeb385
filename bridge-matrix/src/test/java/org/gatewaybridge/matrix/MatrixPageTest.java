package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MatrixPageTest {

  @Test
  void sameMatrixGivesTheSamePage() {
    assertThat(MatrixPage.of(Fixture.small())).isEqualTo(MatrixPage.of(Fixture.small()));
  }

  @Test
  void pageIsATableWithoutItsScript() {
    String page = MatrixPage.of(Fixture.small());
    assertThat(page)
        .contains("<b>pass</b> <span>12 ms</span>", "<b>fail</b>", "<b>known</b>", "<b>not run</b>")
        .contains("<strong>Jetty 12.1.12:</strong> QUERY_STRING is absent")
        .contains("all 3 cases<p><strong>Payara 6.2025.1:</strong> Its archive is not published");
  }

  @Test
  void allAlikeHasNoDifferences() {
    Matrix alike =
        new Matrix(
            Fixture.WAR,
            List.of(Fixture.TOMCAT),
            List.of(CaseRow.of("E01", "A case", "environ", "here").with("tomcat11", Cell.pass(1))));
    assertThat(MatrixPage.of(alike))
        .contains("None: every case passes on every container.")
        .doesNotContain("<details");
  }

  @Test
  void evidenceCannotEndItsScript() {
    String page = MatrixPage.of(Fixture.small());
    String evidence = page.substring(page.indexOf("id=\"evidence\">") + 14);
    evidence = evidence.substring(0, evidence.indexOf("</script>"));
    assertThat(evidence).endsWith("}").doesNotContainPattern("[<>&\u2028]");
    assertThat(evidence).contains("\\u003c/script\\u003e", "\\u2028", "\\u0026");
  }

  @Test
  void nothingIsLoadedFromAnywhere() {
    assertThat(MatrixPage.of(Fixture.small()))
        .contains("default-src 'none'")
        .doesNotContainPattern(
            Pattern.compile("(src|href)\\s*=\\s*[\"']?(?!#)[a-z/.]|url\\(|@import"));
  }

  @Test
  void textOfManyCellsIsThereOnce() {
    String page = MatrixPage.of(Fixture.generated(30));
    assertThat(page.split("200 and the body as the app gave it", -1)).hasSize(2);
  }
}
