package org.gatewaybridge.python.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.python.PythonAppFactory;
import org.gatewaybridge.settings.Parameters;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonEnvironmentTest {
  private static final String PREFIX = "gateway.python.env.";

  private final Map<String, String> war = new HashMap<>();
  private final Map<String, String> container = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> server = new HashMap<>(Map.of("PATH", "/usr/bin"));

  private Settings settings() {
    return new Settings(
        new Parameters(war, container, "/shop", () -> "localhost"), properties, server);
  }

  private Map<String, String> variables() {
    return PythonEnvironment.of(settings(), server).variables();
  }

  @Test
  void settingsAddChangeAndTakeAway() {
    server.putAll(Map.of("DATABASE_URL", "the other app's", "LANG", "C", "http_proxy", "p"));
    war.put(PREFIX + "DJANGO_SETTINGS_MODULE", "shop.settings");
    war.put(PREFIX + "LANG", "");
    container.put(PREFIX + "DATABASE_URL", "this app's");
    server.put("GATEWAY_PYTHON_ENV_http_proxy", "");

    assertThat(variables())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "PATH", "/usr/bin",
                "DATABASE_URL", "this app's",
                "DJANGO_SETTINGS_MODULE", "shop.settings"));
  }

  @Test
  void bridgesOwnVariablesAreNotTheApps() {
    server.putAll(
        Map.of(
            "GATEWAY_TIMEOUT", "5",
            "GATEWAY_PYTHON_WORKERS", "2",
            "GATEWAY_SETTINGS", "",
            "GATEWAY_PYTHON_ENV_SECRET", "for the app",
            "GATEWAY_API_KEY", "the app's own"));

    assertThat(variables())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "PATH", "/usr/bin", "SECRET", "for the app", "GATEWAY_API_KEY", "the app's own"));
  }

  @Test
  void oneOfThemIsWhereItIsAskedFor() {
    server.put("GATEWAY_TIMEOUT", "5");
    properties.put(PREFIX + "GATEWAY_TIMEOUT", "6");

    assertThat(variables()).containsEntry("GATEWAY_TIMEOUT", "6");
  }

  @Test
  void onlyWhatChangesIsChanged() {
    server.put("OLD", "1");
    war.put(PREFIX + "NEW", "2");
    PythonEnvironment environment = PythonEnvironment.of(settings(), server);
    Map<String, String> process = new HashMap<>(Map.of("PATH", "/usr/bin", "GONE", "3"));

    environment.replace(process);

    assertThat(process)
        .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/usr/bin", "OLD", "1", "NEW", "2"));
  }

  @Test
  void whatIsNotAsciiIsSaidToPythonToo() {
    server.put("CITY", "Zürich");
    war.putAll(Map.of(PREFIX + "B", "Žižkov=🎉", PREFIX + "É", "1", PREFIX + "C", "plain"));
    war.put(PREFIX + "D", "");

    assertThat(PythonEnvironment.of(settings(), server).beyondAscii())
        .isEqualTo("B=Žižkov=🎉\0É=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=B", "A\0"})
  void nameThatIsNoneIsASentenceWithoutTheValue(String name) {
    war.put(PREFIX + name, "secret");

    assertThatThrownBy(this::variables)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be a variable")
        .hasMessageNotContaining("secret");
  }

  @Test
  void valuesAreShownNowhere() {
    war.putAll(Map.of("gateway.python.app", "a:b", PREFIX + "PASSWORD", "secret"));
    Settings settings = settings();
    PythonOptions options = PythonOptions.of(war, settings);

    assertThat(options.app().environment().variables()).containsEntry("PASSWORD", "secret");
    assertThat(options.toString()).doesNotContain("secret");
    assertThat(settings.toString()).contains(PREFIX + "PASSWORD=(hidden)").doesNotContain("secret");
    assertThat(new PythonAppFactory().settings(war))
        .contains(PREFIX + "PASSWORD\t(hidden)\tparameter")
        .noneMatch(line -> line.contains("secret"));
  }
}
