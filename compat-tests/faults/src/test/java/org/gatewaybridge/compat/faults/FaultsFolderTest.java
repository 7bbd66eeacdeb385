package org.gatewaybridge.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsFolderTest {
  private final FaultsFolder folder;

  FaultsFolderTest(@TempDir Path directory) {
    folder = new FaultsFolder(directory.resolve("gateway-faults"));
  }

  @Test
  void placesAreMergedInTheOrderOfTheirRows() throws IOException {
    folder.add("jetty", List.of(row("X02", "jetty", true, ""), row("X01", "jetty", true, "")));
    folder.add("tomcat", List.of(row("X02", "tomcat", true, "")));

    assertThat(rows())
        .extracting(row -> row.get("id").getAsString() + row.get("container").getAsString())
        .containsExactly("X01jetty", "X02jetty", "X02tomcat");
    assertThat(rows().get(0).keySet())
        .contains("id", "title", "container", "figure", "target", "met");
  }

  @Test
  void placeThatIsMeasuredAgainReplacesItsRows() throws IOException {
    folder.add("jetty", List.of(row("X01", "jetty", false, "")));
    folder.add("jetty", List.of(row("X01", "jetty", true, "")));

    assertThat(rows()).hasSize(1);
    assertThat(rows().get(0).get("met").getAsBoolean()).isTrue();
  }

  @Test
  void tableTellsTheMissedFromTheMet() throws IOException {
    folder.add(
        "jetty",
        List.of(
            row("X01", "jetty", true, ""),
            row("X02", "jetty", false, "its parser | of old"),
            row("X03", "jetty", false, "")));

    assertThat(Files.readString(folder.markdown()))
        .startsWith("3 rows: 1 met, 1 missed for a known reason, 0 not run, 1 MISSED\n")
        .contains("| X01 | <b> | jetty | 5 ms | < 9 ms | met |")
        .contains("| missed, known: its parser \\| of old |")
        .contains("| X03 | <b> | jetty | 5 ms | < 9 ms | MISSED |");
  }

  @Test
  void rowThatWasNotRunIsNeitherMetNorMissed() throws IOException {
    folder.add("jetty", List.of(row("X01", "jetty", true, ""), notRun("X02", "no deployer")));

    assertThat(Files.readString(folder.markdown()))
        .startsWith("2 rows: 1 met, 0 missed for a known reason, 1 not run, 0 MISSED\n")
        .contains("| not run: no deployer |");
    assertThat(Files.readString(folder.page()))
        .contains("<tr class=\"not-run\">", "<td>not run<small>no deployer</small></td>")
        .doesNotContain("class=\"known\"");
    assertThat(rows().get(1).get("met").getAsBoolean()).isFalse();
  }

  @Test
  void pageEscapesWhatItShows() throws IOException {
    folder.add("jetty", List.of(row("X01", "jetty", false, "")));

    assertThat(Files.readString(folder.page()))
        .contains("<td>&lt;b&gt;</td>", "<tr class=\"missed\">")
        .doesNotContain("<b>");
  }

  private static FaultRow row(String id, String container, boolean met, String reason) {
    return new FaultRow(id, "<b>", container, "5 ms", "< 9 ms", met, true, "", reason, 1);
  }

  private static FaultRow notRun(String id, String why) {
    return new FaultRow(id, "<b>", "jetty", "not run", "< 9 ms", false, false, "", why, 1);
  }

  private List<JsonObject> rows() throws IOException {
    return JsonParser.parseString(Files.readString(folder.json()))
        .getAsJsonObject()
        .getAsJsonArray("rows")
        .asList()
        .stream()
        .map(row -> row.getAsJsonObject())
        .toList();
  }
}
