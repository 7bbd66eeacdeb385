package org.gatewaybridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Settings settings = new Settings(parameters, properties, environment);

  @Test
  void propertyComesBeforeVariableBeforeParameterBeforeDefault() {
    assertThat(settings.count("gateway.pool.size", 1, 1)).isEqualTo(1);
    parameters.put("gateway.pool.size", "2");
    assertThat(settings.count("gateway.pool.size", 1, 1)).isEqualTo(2);
    environment.put("GATEWAY_POOL_SIZE", " 3 ");
    assertThat(settings.count("gateway.pool.size", 1, 1)).isEqualTo(3);
    properties.put("gateway.pool.size", "4");
    assertThat(settings.count("gateway.pool.size", 1, 1)).isEqualTo(4);
    properties.put("gateway.pool.size", " ");
    assertThat(settings.count("gateway.pool.size", 1, 1)).isEqualTo(3);
  }

  @Test
  void serverCannotOverrideWhatIsTheWars() {
    parameters.put("gateway.app", "com.acme.Hello");
    properties.put("gateway.app", "com.acme.Other");

    assertThat(settings.ofWar("gateway.app")).isEqualTo("com.acme.Hello");
  }

  @Test
  void theWholeIsShownWithWhereItStands() {
    parameters.put("gateway.app", "com.acme.Hello");
    environment.put("GATEWAY_TIMEOUT", "5");

    settings.seconds("gateway.timeout", 30);
    settings.ofWar("gateway.app");
    settings.path("gateway.health");
    settings.flag("gateway.lint", false);

    assertThat(settings)
        .hasToString(
            "gateway.app=com.acme.Hello, gateway.lint=false,"
                + " gateway.timeout=5 (environment variable GATEWAY_TIMEOUT)");
    assertThat(settings.effective())
        .contains(
            new Settings.Effective("gateway.health", "", "default"),
            new Settings.Effective("gateway.app", "com.acme.Hello", "parameter"));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "300,300", "64k,65536", "10M,10485760", "2g,2147483648"})
  void bytesMayHaveAUnit(String value, long bytes) {
    parameters.put("a", value);

    assertThat(settings.bytes("a", "0")).isEqualTo(bytes);
  }

  @Test
  void pathsAreSeparatedBySpacesOrCommas() {
    assertThat(settings.paths("a")).isEmpty();
    parameters.put("a", "/static, /a/b");
    assertThat(settings.paths("a")).isEqualTo(List.of("/static", "/a/b"));
  }

  @Test
  void wrongValueSaysWhereItStandsWhatItIsAndWhatIsWanted() {
    parameters.put("gateway.timeout", "soon");
    assertThatThrownBy(() -> settings.seconds("gateway.timeout", 30))
        .hasMessage("Init parameter gateway.timeout is \"soon\"; give a whole number of seconds");
    environment.put("GATEWAY_TIMEOUT", "-1");
    assertThatThrownBy(() -> settings.seconds("gateway.timeout", 30))
        .hasMessage(
            "Environment variable GATEWAY_TIMEOUT is \"-1\"; give a whole number of seconds");
    properties.put("gateway.timeout", "1\n");
    assertThat(settings.seconds("gateway.timeout", 30)).isEqualTo(1);
    properties.put("gateway.timeout", "1\n1");
    assertThatThrownBy(() -> settings.seconds("gateway.timeout", 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("System property gateway.timeout is \"1\\n1\"; give a whole number of seconds");
  }

  @Test
  void moreThreadsThanAnyMachineHasAreRefused() {
    parameters.putAll(Map.of("a", "100000", "b", "536870912"));

    assertThat(settings.threads("a", 1, 1)).isEqualTo(100_000);
    assertThatThrownBy(() -> settings.threads("b", 1, 1))
        .hasMessageEndingWith("is \"536870912\"; give at most 100000");
  }

  @Test
  void otherWrongValuesAreRefusedToo() {
    parameters.putAll(Map.of("a", "x", "path", "x/", "paths", "/a b"));

    assertThatThrownBy(() -> settings.flag("a", true)).hasMessageEndingWith("give true or false");
    assertThatThrownBy(() -> settings.oneOf("a", "b", List.of("b", "c", "d")))
        .hasMessageEndingWith("give b, c or d");
    assertThatThrownBy(() -> settings.count("a", 1, 1)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> settings.bytes("a", "0")).hasMessageContaining("300m");
    assertThatThrownBy(() -> settings.path("path")).hasMessageContaining("/health");
    assertThatThrownBy(() -> settings.paths("paths")).hasMessageContaining("/static /media");
  }
}
