package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * The page as people meet it. {@code -Dmatrix.page=target/gateway-matrix/index.html} has these
 * checks look at a page of a real run, which has its matrix.json beside it.
 */
class MatrixPageInChromiumTest {

  private static final String SHOWN_ROWS =
      "return [...document.querySelectorAll('tr[data-row]')].filter(row => row.offsetHeight > 0)"
          + ".map(row => row.querySelector('.id').textContent)";
  private static final String FOCUSED_CELL =
      "const cell = document.activeElement.closest('td');"
          + "return cell ? cell.parentElement.rowIndex + '/' + cell.cellIndex : 'none'";

  private static Path page = Path.of("");
  private static Matrix matrix = Fixture.small();
  private static @org.jspecify.annotations.Nullable Browser browser;

  private List<String> requests = List.of();

  @BeforeAll
  static void openChromium() throws IOException {
    browser = Browser.start();
    String given = System.getProperty("matrix.page", "");
    if (given.isEmpty()) {
      MatrixFolder folder = new MatrixFolder(Path.of("target/gateway-matrix-fixture"));
      folder.write(Fixture.generated(40));
      page = folder.page();
    } else {
      page = Path.of(given);
    }
    matrix = Matrix.read(page.resolveSibling("matrix.json"));
  }

  @AfterAll
  static void closeChromium() {
    Optional.ofNullable(browser).ifPresent(Browser::close);
  }

  @BeforeEach
  void openPage() {
    chromium().size(1400, 1000);
    chromium().media("", "light");
    requests = chromium().open(page);
  }

  @Test
  void rowsAndCellsAreThoseOfTheJson() {
    assertThat(chromium().list(SHOWN_ROWS)).isEqualTo(rows().stream().map(CaseRow::id).toList());
    List<?> cells =
        chromium()
            .list(
                "return [...document.querySelectorAll('tr[data-row] td b')].map(b =>"
                    + " b.textContent)");
    assertThat(cells)
        .isEqualTo(
            rows().stream()
                .flatMap(row -> matrix.containers().stream().map(row::on))
                .map(cell -> cell.outcome().words())
                .toList());
  }

  @Test
  void headingsAreTheContainers() {
    assertThat(
            chromium()
                .list(
                    "return [...document.querySelectorAll('thead th:not(.corner)')].map(th =>"
                        + " [...th.querySelectorAll('span')].slice(0, 3).map(s =>"
                        + " s.textContent).join(' '))"))
        .isEqualTo(
            matrix.containers().stream()
                .map(one -> one.name() + " " + one.version() + " JDK " + one.jdk())
                .toList());
  }

  @Test
  void summaryAndWarStandOnTop() {
    assertThat(chromium().text("return document.querySelector('header').innerText"))
        .contains(matrix.summary(), matrix.war().name(), matrix.war().sha256());
  }

  @Test
  void nothingIsRequested() {
    assertThat(requests).isEmpty();
    assertThat(chromium().list("return performance.getEntriesByType('resource')")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void axeFindsNothing(String scheme) throws IOException {
    chromium().scheme(scheme);
    assertThat(chromium().axe("html")).isEmpty();
    chromium().run("document.querySelector('td button').click()");
    assertThat(chromium().axe("#dialog")).isEmpty();
  }

  @Test
  void keyboardAloneOpensACellAndComesBack() {
    chromium().run("document.querySelector('.scroll').focus()");
    chromium().press(Keys.TAB);
    String cell = chromium().text(FOCUSED_CELL);
    assertThat(cell).isEqualTo("2/1");

    chromium().press(Keys.ENTER);
    assertThat(chromium().run("return document.getElementById('dialog').open")).isEqualTo(true);
    CaseRow first = rows().get(0);
    assertThat(chromium().text("return document.getElementById('dialog').innerText"))
        .contains(first.id() + " " + first.title(), first.source());

    chromium().press(Keys.ESCAPE);
    assertThat(chromium().run("return document.getElementById('dialog').open")).isEqualTo(false);
    assertThat(chromium().text(FOCUSED_CELL)).isEqualTo(cell);
  }

  @Test
  void filterHidesRows() {
    String id = rows().get(rows().size() - 1).id();
    chromium().run("document.getElementById('words').focus()");
    chromium().type(id);
    List<?> shown = chromium().list(SHOWN_ROWS);
    assertThat(shown).hasSizeLessThan(rows().size());
    assertThat(shown.contains(id)).isTrue();

    chromium().type("-is-no-case");
    assertThat(chromium().list(SHOWN_ROWS)).isEmpty();
    assertThat(chromium().text("return document.getElementById('shown').textContent"))
        .isEqualTo("0 of " + rows().size() + " cases");
  }

  @Test
  void selectKeepsWhatDiffersOrFails() {
    assertThat(selected("different")).isEqualTo(ids(Outcome.NOT_RUN, Outcome.KNOWN, Outcome.FAIL));
    assertThat(selected("fail")).isEqualTo(ids(Outcome.FAIL));
    assertThat(selected("all")).hasSize(rows().size());
  }

  @Test
  void headingsStayInSightOfAScrolledTable() {
    chromium()
        .run("const s = document.querySelector('.scroll'); s.scrollTop = 300; s.scrollLeft = 200");
    assertThat(
            chromium()
                .run(
                    """
                    const box = document.querySelector('.scroll').getBoundingClientRect();
                    const head = document.querySelector('thead th.corner').getBoundingClientRect();
                    return Math.abs(head.top - box.top) <= 2 && Math.abs(head.left - box.left) <= 2;
                    """))
        .isEqualTo(true);
  }

  @Test
  void pageItselfNeverScrollsSideways() {
    chromium().size(360, 740);
    assertThat(chromium().run("return document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
  }

  @Test
  void printHasNoFilter() {
    chromium().media("print", "light");
    assertThat(chromium().run("return document.getElementById('filter').offsetHeight"))
        .isEqualTo(0L);
    assertThat(chromium().list(SHOWN_ROWS)).hasSize(rows().size());
  }

  @Test
  void screenshotsAreWrittenBesideThePage() throws IOException {
    for (String scheme : List.of("light", "dark")) {
      chromium().scheme(scheme);
      chromium().screenshot(page.resolveSibling("page-" + scheme + ".png"));
      chromium().run("document.getElementById('cases').scrollIntoView()");
      chromium().screenshot(page.resolveSibling("page-" + scheme + "-cases.png"));
      chromium()
          .run(
              "(document.querySelector('td button.fail') || document.querySelector('td"
                  + " button')).click()");
      chromium().screenshot(page.resolveSibling("page-" + scheme + "-cell.png"));
      chromium().run("document.getElementById('dialog').close(); window.scrollTo(0, 0)");
    }
    chromium().scheme("light");
    chromium().size(400, 860);
    chromium().screenshot(page.resolveSibling("page-narrow.png"));
    chromium().run("document.getElementById('cases').scrollIntoView()");
    chromium().screenshot(page.resolveSibling("page-narrow-cases.png"));
    chromium().size(1047, 740);
    chromium().media("print", "light");
    chromium().run("document.getElementById('cases').scrollIntoView()");
    chromium().screenshot(page.resolveSibling("page-print.png"));
    assertThat(page.resolveSibling("page-print.png")).isNotEmptyFile();
  }

  private List<?> selected(String which) {
    return chromium()
        .list(
            "const select = document.getElementById('which'); select.value = arguments[0];"
                + "select.dispatchEvent(new Event('change'));"
                + SHOWN_ROWS,
            which);
  }

  private static List<String> ids(Outcome... worst) {
    return rows().stream()
        .filter(row -> List.of(worst).contains(matrix.worst(row)))
        .map(CaseRow::id)
        .toList();
  }

  /** The cases in the page's order, area by area. */
  private static List<CaseRow> rows() {
    return matrix.byArea().values().stream().flatMap(List::stream).toList();
  }

  private static Browser chromium() {
    return Objects.requireNonNull(browser);
  }
}
