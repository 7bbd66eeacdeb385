package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileEvidenceInChromiumTest {

  @Test
  void markupInAResponseIsShownAndRunsNothing(@TempDir Path folder) throws IOException {
    try (Browser browser = Browser.start()) {
      assertThat(browser.open(pageOf(folder, Fixture.small()))).isEmpty();
      browser.run("document.querySelector('tr[data-worst=fail] td button.fail').click()");

      assertThat(browser.alerts()).isFalse();
      assertThat(browser.text("return document.getElementById('dialog').textContent"))
          .contains(Fixture.HOSTILE);
      assertThat(browser.text("return document.title")).doesNotContain("gotcha");
      assertThat(browser.run("return document.querySelectorAll('script').length")).isEqualTo(2L);
      assertThat(browser.list("return [...document.images]")).isEmpty();
    }
  }

  @Test
  void markupInEveryOtherTextIsShownAsWell(@TempDir Path folder) throws IOException {
    String markup = "<img src=x onerror=alert(1)>{{war}}\"'";
    Matrix matrix =
        new Matrix(
            new WarFile(markup, "0".repeat(64)),
            List.of(new ContainerColumn("odd", markup, markup, markup)),
            List.of(
                new CaseRow(markup, markup, markup, markup, Map.of("odd", Cell.fail(1, markup)))));
    try (Browser browser = Browser.start()) {
      assertThat(browser.open(pageOf(folder, matrix))).isEmpty();

      assertThat(browser.alerts()).isFalse();
      assertThat(browser.list("return [...document.images]")).isEmpty();
      assertThat(browser.text("return document.querySelector('tr[data-row] th').innerText"))
          .contains(markup);
    }
  }

  @Test
  void policyStopsAScriptThatIsNotThePages(@TempDir Path folder) throws IOException {
    try (Browser browser = Browser.start()) {
      browser.open(pageOf(folder, Fixture.small()));
      browser.run(
          "const script = document.createElement('script'); script.textContent = 'window.ran = 1';"
              + "document.body.append(script)");

      assertThat(browser.run("return window.ran === undefined")).isEqualTo(true);
    }
  }

  private Path pageOf(Path folder, Matrix matrix) throws IOException {
    MatrixFolder written = new MatrixFolder(folder);
    written.write(matrix);
    return written.page();
  }
}
