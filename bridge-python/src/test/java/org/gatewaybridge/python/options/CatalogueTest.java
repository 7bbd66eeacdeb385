package org.gatewaybridge.python.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Catalogue.Setting;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;

/** The table of settings, what is read, and what docs/python.md says, are one and the same. */
class CatalogueTest {
  private static final String PREFIX = "gateway.python.";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(gateway\\.python\\.\\S+)` \\| (.*?) ?\\|");

  private static List<Setting> settings() {
    return Catalogue.of(CatalogueTest.class.getClassLoader()).settings().stream()
        .filter(setting -> setting.name().startsWith(PREFIX))
        .toList();
  }

  @Test
  void whatIsReadIsInTheTableWithItsDefault() {
    Map<String, String> parameters = Map.of(PREFIX + "app", "a:b", PREFIX + "env.*", "1");
    Settings settings = new Settings(parameters, Map.of(), Map.of());
    PythonOptions.of(parameters, settings);
    Map<String, String> read =
        settings.effective().stream()
            .filter(one -> one.name().startsWith(PREFIX))
            .collect(Collectors.toMap(Settings.Effective::name, Settings.Effective::value));

    assertThat(read.keySet())
        .containsExactlyInAnyOrderElementsOf(settings().stream().map(Setting::name).toList());
    for (Setting setting : settings()) {
      boolean computed = setting.otherwise().contains(" ");
      if (!computed && !parameters.containsKey(setting.name())) {
        assertThat(read).containsEntry(setting.name(), setting.otherwise());
      }
    }
  }

  @Test
  void documentationHasTheSameNamesAndDefaults() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "python.md"), UTF_8);

    assertThat(
            ROW.matcher(page)
                .results()
                .map(row -> row.group(1) + " " + row.group(2).replace("`", "")))
        .containsExactlyInAnyOrderElementsOf(
            settings().stream()
                .map(one -> one.name() + " " + one.otherwise().replace("`", ""))
                .toList());
  }

  @Test
  void documentationBeginsWithTheSentence() throws Exception {
    String page =
        Files.readString(Path.of("..", "docs", "python.md"), UTF_8)
            .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1"); // the text of a link

    for (Setting setting : settings()) {
      assertThat(setting.sentence()).as(setting.name()).isNotEmpty();
      assertThat(page.lines())
          .filteredOn(line -> line.startsWith("| `" + setting.name() + "` |"))
          .singleElement()
          .extracting(line -> line.split(" \\|", -1)[2].replace("`", "").strip())
          .asString()
          .startsWith(setting.sentence());
    }
  }
}
