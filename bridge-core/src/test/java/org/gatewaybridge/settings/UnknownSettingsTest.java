package org.gatewaybridge.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatewaybridge.settings.Catalogue.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {
  private static final Catalogue OWN = Catalogue.of(Catalogue.class.getClassLoader());

  private final Map<String, String> war = new TreeMap<>();
  private final Map<String, String> container = new TreeMap<>();
  private final Map<String, String> properties = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();

  private UnknownSettings unknown(Catalogue catalogue) {
    return new UnknownSettings(
        new Settings(new Parameters(war, container, "/shop", () -> ""), properties, environment),
        catalogue);
  }

  /** What there is where bridge-python is. */
  private static Catalogue withPython() {
    List<Setting> all = new ArrayList<>(OWN.settings());
    all.add(new Setting("gateway.python.workers", "any", "count", "", ""));
    all.add(new Setting("gateway.python.env.*", "any", "secret", "", ""));
    return new Catalogue(all);
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_TIMOUT,GATEWAY_TIMEOUT",
    "GATEWAY_POOLSIZE,GATEWAY_POOL_SIZE",
    "GATEWAY_POOL_SZIE,GATEWAY_POOL_SIZE",
    "GATEWAY_GRACEFUL__TIMEOUT,GATEWAY_GRACEFUL_TIMEOUT",
    "GATEWAY_WORKERS,GATEWAY_PYTHON_WORKERS",
    "GATEWAY_PYTHON_WROKERS,GATEWAY_PYTHON_WORKERS",
    "GATEWAY_PYTHON_MODULE,GATEWAY_PYTHON_ENV_*",
  })
  void variableLikeASettingIsTold(String name, String nearest) {
    environment.put(name, "1");

    assertThat(unknown(withPython()).ofServer())
        .containsExactly(
            "environment variable \"" + name + "\" is unknown; the nearest setting is " + nearest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GATEWAY_TIMEOUT",
        "GATEWAY_SETTINGS_DIRECTORY",
        "GATEWAY_INTERFACE",
        "GATEWAY_HOME",
        "GATEWAY_URL",
        "GATEWAY_API_KEY",
        "GATEWAY_PORT",
        "GATEWAY_SERVICE_HOST",
        "GATEWAY_SERVICE_PORT",
        "GATEWAY_PORT_8080_TCP_ADDR",
        "GATEWAY_PYTHON_ENV_ANYTHING",
        "GATEWAYS",
        "PATH"
      })
  void variableOfOthersIsNot(String name) {
    environment.put(name, "1");

    assertThat(unknown(withPython()).ofServer()).isEmpty();
  }

  @Test
  void variablesOfPythonAreNoMatterOfAJavaApp() {
    environment.put("GATEWAY_PYTHON_WROKERS", "1");
    properties.put("gateway.python.wrokers", "1");

    assertThat(unknown(OWN).ofServer()).isEmpty();
  }

  @Test
  void anyOtherNameOnTheServerIsTold(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("all"),
            "gateway.heath=/h\n/shop/timeout=5\nshop/gateway.timeout=5\n/other/x=1\n",
            UTF_8);
    properties.put("gateway.settings", file.toString());
    properties.put("gateway.Timeout", "5");
    properties.put("gateway.app", "com.acme.Shop");
    properties.put("gatewayx", "1");
    container.put("gateway.pool_size", "5");
    container.put("colour", "blue");

    assertThat(unknown(OWN).ofServer())
        .containsExactly(
            "settings file, /shop/ \"timeout\" is unknown; the nearest setting is gateway.timeout",
            "context parameter \"gateway.pool_size\" is unknown; the nearest setting is"
                + " gateway.pool.size",
            "system property \"gateway.Timeout\" is unknown; the nearest setting is"
                + " gateway.timeout",
            "system property \"gateway.app\" has no effect here; it belongs in web.xml",
            "settings file \"gateway.heath\" is unknown; the nearest setting is gateway.health",
            "settings file \"shop/gateway.timeout\" is unknown; begin the path of an app with a"
                + " slash");
  }

  @Test
  void parametersOfAMavenPluginAreNotTold() {
    properties.putAll(Map.of("gateway.containr", "jetty", "maven.home", "/opt/maven"));

    assertThat(unknown(OWN).ofServer()).isEmpty();
  }

  @Test
  void warIsRefused() {
    war.putAll(Map.of("colour", "blue", "gateway.timout", "5"));
    assertThatThrownBy(() -> unknown(OWN).refuseOfWar("gateway."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Init parameter \"gateway.timout\" is unknown; the nearest setting is gateway.timeout;"
                + " gateway.* knows access-log, app, ");
    war.remove("gateway.timout");
    unknown(OWN).refuseOfWar("gateway.");
    war.put("gateway.settings", "/etc/x");
    assertThatThrownBy(() -> unknown(OWN).refuseOfWar("gateway."))
        .hasMessageContaining("has no effect here; make it a system property of the server");
  }

  @Test
  void warIsNotRefusedForWhatTheServerSays() {
    container.put("gateway.timout", "5");
    properties.put("gateway.timout", "5");

    unknown(OWN).refuseOfWar("gateway.");
    assertThat(unknown(OWN).ofServer()).hasSize(2);
  }
}
