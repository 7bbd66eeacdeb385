package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixJsonTest {

  private static final Matrix ONE =
      new Matrix(
          Fixture.WAR,
          List.of(Fixture.TOMCAT, Fixture.JETTY),
          List.of(
              CaseRow.of("E01", "A <plain> request", "environ", "PEP 3333")
                  .with("jetty12.1", Cell.known(7, "odd"))
                  .with("tomcat11", Cell.pass(12))));

  @TempDir private static Path folder = Path.of("");

  @Test
  void keysAndTheirOrderAreThese() {
    assertThat(ONE.json())
        .isEqualTo(
            """
            {
              "war": {
                "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "name": "hello-1.0.war"
              },
              "containers": [
                {
                  "id": "tomcat11",
                  "name": "Tomcat",
                  "version": "11.0.25",
                  "jdk": "17"
                },
                {
                  "id": "jetty12.1",
                  "name": "Jetty",
                  "version": "12.1.12",
                  "jdk": "17"
                }
              ],
              "cases": [
                {
                  "id": "E01",
                  "title": "A <plain> request",
                  "area": "environ",
                  "source": "PEP 3333",
                  "results": {
                    "tomcat11": {
                      "outcome": "pass",
                      "millis": 12
                    },
                    "jetty12.1": {
                      "outcome": "known",
                      "millis": 7,
                      "reason": "odd"
                    }
                  }
                }
              ]
            }
            """);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    assertThat(read(Fixture.small().json())).isEqualTo(Fixture.small());
    assertThat(read(Fixture.generated(20).json())).isEqualTo(Fixture.generated(20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"pass\" | \"green\" | cases[0].results.tomcat11.outcome is \"green\"; wanted pass, known,"
            + " fail or not-run",
        "\"millis\": 12 | \"millis\": 1.5 | cases[0].results.tomcat11.millis is 1.5; wanted a whole"
            + " number",
        "\"millis\": 12 | \"millis\": \"12\" | cases[0].results.tomcat11.millis is \"12\"; wanted a"
            + " whole number",
        "\"millis\": 12 | \"time\": 12 | cases[0].results.tomcat11.millis is missing",
        "\"odd\" | \"\" | cases[0].results.jetty12.1: A cell is \"known\" without a reason; say"
            + " why",
        "\"cases\" | \"rows\" | cases is missing",
        "\"0123456789abcdef | \"x | A WAR's SHA-256 is"
            + " \"x0123456789abcdef0123456789abcdef0123456789abcdef\"; wanted 64 digits of 0-9 and"
            + " a-f",
        "\"title\": \"A <plain> request\" | \"title\": null | cases[0].title is null; wanted a"
            + " text",
        "\"jetty12.1\": { | \"jetty9\": { | Case E01 has results on [tomcat11, jetty9]; the matrix"
            + " has the containers [tomcat11, jetty12.1]",
      })
  void whatIsWrongIsSaidWithItsPlace(String good, String bad, String message) {
    String json = ONE.json();
    assertThat(json).contains(good);
    assertThatThrownBy(() -> read(json.replaceFirst(java.util.regex.Pattern.quote(good), bad)))
        .isInstanceOf(IOException.class)
        .hasMessage(folder.resolve("matrix.json") + " is not a matrix: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[]", "``", "{", "{\"war\": }", "true"})
  void whatIsNoObjectIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("matrix.json is not a matrix: ");
  }

  @Test
  void whatFollowsTheEndIsRefused() {
    assertThatThrownBy(() -> read(ONE.json() + "{}"))
        .hasMessageContaining("matrix.json is not a matrix: ");
  }

  @Test
  void missingFileIsNamed() {
    Path missing = folder.resolve("missing.json");
    assertThatThrownBy(() -> Matrix.read(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing.toString());
  }

  private static Matrix read(String json) throws IOException {
    return Matrix.read(Files.writeString(folder.resolve("matrix.json"), json));
  }
}
