package org.gatewaybridge.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the places counts where a setting stands in several. */
class SettingsSourcesTest {
  private static final String NAME = "gateway.timeout";

  private final Map<String, String> war = new TreeMap<>();
  private final Map<String, String> container = new TreeMap<>();
  private final Map<String, String> properties = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();

  private final Path folder;

  SettingsSourcesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Settings settings(String contextPath) {
    return new Settings(
        new Parameters(war, container, contextPath, () -> "shop.example"), properties, environment);
  }

  private void file(String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("all"), String.join("\n", lines), UTF_8);
    properties.put("gateway.settings", file.toString());
  }

  @Test
  void oneAppComesBeforeTheServerAndTheServerBeforeTheWar() throws Exception {
    war.put(NAME, "1");
    assertThat(settings("/shop").seconds(NAME, 0)).isEqualTo(1);
    file(NAME + "=2");
    assertThat(settings("/shop").seconds(NAME, 0)).isEqualTo(2);
    environment.put("GATEWAY_TIMEOUT", "3");
    assertThat(settings("/shop").seconds(NAME, 0)).isEqualTo(3);
    properties.put(NAME, "4");
    assertThat(settings("/shop").seconds(NAME, 0)).isEqualTo(4);
    container.put(NAME, "5");
    assertThat(settings("/shop").seconds(NAME, 0)).isEqualTo(5);
    file(NAME + "=2", "/shop/" + NAME + "=6");
    assertThat(settings("/shop").seconds(NAME, 0)).isEqualTo(6);
    file(NAME + "=2", "/shop/" + NAME + "=6", "//shop.example/shop/" + NAME + "=7");
    assertThat(settings("/shop").seconds(NAME, 0)).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/shop|/shop/gateway.timeout",
        "''|/gateway.timeout",
        "/a/b|/a/b/gateway.timeout",
        "/my shop|/my\\ shop/gateway.timeout",
        "/my shop|/my%20shop/gateway.timeout",
        "/my%20shop|/my\\ shop/gateway.timeout",
        "/münze|/münze/gateway.timeout",
        "/m%C3%BCnze|/münze/gateway.timeout",
        "/a:b|/a\\:b/gateway.timeout",
        "/a+b|/a+b/gateway.timeout",
        "/100%|/100%/gateway.timeout",
        "/shop|//SHOP.example/shop/gateway.timeout",
        "''|//shop.example/gateway.timeout",
      })
  void entryIsForItsContextPath(String contextPath, String key) throws Exception {
    file(key + "=5");

    assertThat(settings(contextPath).seconds(NAME, 0)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shop/gateway.timeout",
        "/gateway.timeout",
        "/sho/gateway.timeout",
        "/shop/v1/x/gateway.timeout",
        "/SHOP/v1/gateway.timeout",
        "//other.example/shop/v1/gateway.timeout"
      })
  void entryIsForNoOtherApp(String key) throws Exception {
    file(key + "=5");

    assertThat(settings("/shop/v1").seconds(NAME, 0)).isZero();
  }

  @Test
  void placeOfAnAppIsShownAndBlamed() throws Exception {
    file("/shop/gateway.timeout=soon", "/shop/gateway.health=/h");
    container.put("gateway.lint", "true");
    Settings settings = settings("/shop");

    settings.path("gateway.health");
    settings.flag("gateway.lint", false);

    assertThat(settings)
        .hasToString(
            "gateway.health=/h (settings file, /shop/), gateway.lint=true (context parameter)");
    assertThatThrownBy(() -> settings.seconds(NAME, 0))
        .hasMessage(
            "Settings file, /shop/ gateway.timeout is \"soon\"; give a whole number of seconds");
  }

  @Test
  void variableMayNameTheFile() throws Exception {
    file("gateway.timeout=5");
    environment.put("GATEWAY_SETTINGS", properties.remove("gateway.settings"));

    assertThat(settings("").seconds(NAME, 0)).isEqualTo(5);
  }

  @Test
  void fileMayBeginWithAByteOrderMark() throws Exception {
    file("\uFEFFgateway.timeout=5");

    assertThat(settings("").seconds(NAME, 0)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"/my\\ app/,/my%20app/", "//Shop.Example/my%20app/,//shop.example/my%20app/"})
  void entryThatIsThereInTwoSpellingsIsRefused(String one, String other) throws Exception {
    file(one + NAME + "=1", other + NAME + "=2");

    assertThatThrownBy(() -> settings("/my app"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two entries \"gateway.timeout\" for one app");
  }

  @Test
  void fileThatCannotBeUsedIsASentence() throws Exception {
    properties.put("gateway.settings", folder.resolve("no").toString());
    assertThatThrownBy(() -> settings("")).hasMessageContaining("NoSuchFileException");
    properties.put("gateway.settings", folder.toString());
    assertThatThrownBy(() -> settings("")).hasMessageContaining("it is a folder");
    file("gateway.timeout=1", "gateway.timeout=2");
    assertThatThrownBy(() -> settings(""))
        .hasMessageContaining("two entries \"gateway.timeout\"")
        .hasMessageEndingWith("give a properties file in UTF-8");
    file("gateway.timeout=\\uXYZ1");
    assertThatThrownBy(() -> settings("")).hasMessageContaining("give a properties file");
  }

  @Test
  void secretsComeFromEverywhereAndAreNotShown() throws Exception {
    war.putAll(Map.of("a.env.WAR", "1", "a.env.KEPT", "kept"));
    environment.put("A_ENV_Mixed_Case", "2");
    properties.put("a.env.PROPERTY", " 3 ");
    container.put("a.env.WAR", "");
    file("/shop/a.env.FILE=secret");
    Settings settings = settings("/shop");

    assertThat(settings.secrets("a.env."))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "WAR", "", "KEPT", "kept", "Mixed_Case", "2", "PROPERTY", " 3 ", "FILE", "secret"));
    assertThat(settings.lines())
        .contains("a.env.Mixed_Case\t(hidden)\tenvironment variable A_ENV_Mixed_Case")
        .noneMatch(line -> line.contains("secret") || line.contains("kept"));
    assertThat(settings.toString()).doesNotContain("secret", "kept");
  }
}
