package org.gatewaybridge.python.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.python.PythonAppFactory;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonOptionsTest {
  private final Map<String, String> parameters = new HashMap<>(Map.of("gateway.python.app", "a:b"));
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private PythonOptions options() {
    return PythonOptions.of(parameters, new Settings(parameters, properties, environment));
  }

  @Test
  void defaultsAreThoseOfTheReadme() {
    PythonOptions options = options();

    assertThat(options.workers().executable()).isEmpty();
    assertThat(options.workers().count()).isGreaterThanOrEqualTo(2);
    assertThat(options.threads()).isEqualTo(1);
    assertThat(options.workers().preload()).isFalse();
    assertThat(options.workers().maxRequests()).isZero();
    assertThat(options.workers().maxRss()).isZero();
    assertThat(options.requests().timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.requests().gracefulTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.app().files().webInf()).isNull();
  }

  @Test
  void pathIsTakenApart() {
    assertThat(options().app().files().path()).isEmpty();
    properties.put("gateway.python.path", "/srv/app" + File.pathSeparator + "/srv/packages");
    assertThat(options().app().files().path())
        .containsExactly(Path.of("/srv/app"), Path.of("/srv/packages"));
    properties.put("gateway.python.path", "app");
    assertThat(options().app().files().path()).containsExactly(Path.of("app").toAbsolutePath());
  }

  @Test
  void propertyComesBeforeVariableBeforeParameter() {
    parameters.put("gateway.python.max-rss", "1k");
    assertThat(options().workers().maxRss()).isEqualTo(1024);
    environment.put("GATEWAY_PYTHON_MAX_RSS", "2m");
    assertThat(options().workers().maxRss()).isEqualTo(2 << 20);
    properties.put("gateway.python.max-rss", "3G");
    assertThat(options().workers().maxRss()).isEqualTo(3L << 30);
    properties.put("gateway.python.max-rss", "4096");
    assertThat(options().workers().maxRss()).isEqualTo(4096);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway.python.app|''|mysite.wsgi:application",
        "gateway.python.app|a b|mysite.wsgi:application",
        "gateway.python.workers|0|at least 1",
        "gateway.python.workers|two|whole number",
        "gateway.python.preload|yes|true or false",
        "gateway.python.start|thread|fork or spawn",
        "gateway.python.wire|udp|unix or tcp",
        "gateway.python.max-rss|lots|300m",
        "gateway.python.runtime|native|auto, workers or embedded",
        "gateway.timeout|-1|seconds",
        "gateway.python.wrokers|2|knows app, backlog",
      })
  void wrongSettingIsASentence(String name, String value, String sentence) {
    parameters.put(name, value);

    assertThatThrownBy(this::options)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(sentence);
  }

  @Test
  void settingsAreShownWithoutPython() {
    assertThat(new PythonAppFactory().settings(parameters))
        .contains("gateway.python.app\ta:b\tparameter", "gateway.python.threads\t1\tdefault");
  }
}
