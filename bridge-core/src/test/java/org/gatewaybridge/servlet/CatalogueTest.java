package org.gatewaybridge.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Catalogue.Setting;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of settings, what is read, docs/operate.md and the Javadoc agree. */
class CatalogueTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(gateway\\.\\S+)` \\| (.*?) ?\\|");

  private static List<Setting> settings() {
    return Catalogue.of(CatalogueTest.class.getClassLoader()).settings();
  }

  private static List<Setting> withKind() {
    return settings().stream().filter(setting -> !setting.kind().equals("text")).toList();
  }

  @Test
  void whatIsReadIsInTheTableWithItsDefault() {
    Map<String, String> read = read(Map.of());

    Map<String, String> known =
        settings().stream()
            .filter(setting -> !setting.where().equals("server"))
            .collect(Collectors.toMap(Setting::name, Setting::otherwise));
    assertThat(read.keySet()).isEqualTo(new TreeMap<>(known).keySet());
    read.forEach(
        (name, value) -> {
          if (!known.getOrDefault(name, "").contains(" ")) { // those are computed
            assertThat(value).as(name).isEqualTo(known.get(name));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("withKind")
  void kindIsWhatIsTaken(Setting setting) {
    String wanted =
        switch (setting.kind()) {
          case "word" -> ", .* or ";
          case "flag" -> "true or false";
          case "count" -> "a whole number of at least";
          case "seconds" -> "a whole number of seconds";
          case "bytes" -> "a number of bytes";
          case "path" -> "a path";
          case "paths" -> "paths";
          case "origins" -> "origins such as";
          case "list" -> "addresses and CIDR blocks";
          default -> "no kind";
        };

    assertThatThrownBy(() -> read(Map.of(setting.name(), "?!")))
        .hasMessageMatching(".*; give .*" + wanted + ".*");
  }

  @Test
  void documentationHasTheSameNamesAndDefaults() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "operate.md"), UTF_8);

    assertThat(
            ROW.matcher(page)
                .results()
                .map(row -> row.group(1) + " " + row.group(2).replace("`", "")))
        .containsExactlyInAnyOrderElementsOf(
            settings().stream().map(one -> one.name() + " " + one.otherwise()).toList());
  }

  @Test
  void documentationBeginsWithTheSentence() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "operate.md"), UTF_8);

    for (Setting setting : settings()) {
      assertThat(page.lines())
          .filteredOn(line -> line.startsWith("| `" + setting.name() + "` |"))
          .singleElement()
          .extracting(line -> line.split(" \\|", -1)[2].replace("`", "").strip())
          .asString()
          .startsWith(setting.sentence());
    }
  }

  @Test
  void javadocOfTheServletHasEachSettingWithItsSentence() throws Exception {
    Path source = Path.of("src/main/java/org/gatewaybridge/servlet/GatewayServlet.java");
    String javadoc =
        Files.readString(source, UTF_8)
            .replaceAll("\\s+\\*", " ")
            .replaceAll("\\s+", " ")
            .replaceAll("\\{@code ([^}]*)}", "$1");

    assertThat(javadoc.split("<li>gateway", -1)).hasSize(settings().size() + 1);
    for (Setting setting : settings()) {
      assertThat(javadoc).contains("<li>" + setting.name() + ": " + setting.sentence());
    }
  }

  private static Map<String, String> read(Map<String, String> parameters) {
    Settings settings = new Settings(parameters, Map.of(), Map.of());
    Options.of(settings);
    return settings.effective().stream()
        .collect(
            Collectors.toMap(
                Settings.Effective::name,
                Settings.Effective::value,
                (one, other) -> other,
                TreeMap::new));
  }
}
