package org.gatewaybridge.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GivenSettingsTest {
  private static final Set<String> PARAMETERS =
      Set.of("gateway.container", "gateway.pythonWorkers", "project.build.directory");
  private static final String PLACE = "META-INF/gateway/settings.tsv";

  private final Map<String, String> given = new HashMap<>();
  private final Map<String, String> ofPom = new HashMap<>();
  private List<Path> libraries = List.of();

  @BeforeEach
  void lay(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("bridge-core.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("org/gatewaybridge/settings/settings.tsv"));
      zip.write(
          "# name\tmore\ngateway.timeout\tany\ngateway.max-request-bytes\tany\n".getBytes(UTF_8));
    }
    Path classes = folder.resolve("classes");
    Files.createDirectories(classes.resolve("META-INF/gateway"));
    Files.writeString(classes.resolve(PLACE), "gateway.python.env.*\tany\n");
    Path other = folder.resolve("other.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
      zip.putNextEntry(new ZipEntry("com/acme/Shop.class"));
    }
    libraries = List.of(other, jar, classes);
  }

  private GivenSettings sorted() throws IOException {
    return GivenSettings.read(given, ofPom, PARAMETERS, libraries);
  }

  @Test
  void settingsAreTheServers() throws Exception {
    given.putAll(
        Map.of(
            "gateway.timeout", "5",
            "gateway.max-request-bytes", "1m",
            "gateway.python.env.http_proxy", "http://127.0.0.1",
            "gateway.container", "jetty",
            "maven.test.skip", "true"));

    assertThat(sorted().settings())
        .containsExactly(
            Map.entry("gateway.max-request-bytes", "1m"),
            Map.entry("gateway.python.env.http_proxy", "http://127.0.0.1"),
            Map.entry("gateway.timeout", "5"));
    assertThat(sorted().variables())
        .containsExactly(
            Map.entry("GATEWAY_MAX_REQUEST_BYTES", "1m"),
            Map.entry("GATEWAY_PYTHON_ENV_http_proxy", "http://127.0.0.1"),
            Map.entry("GATEWAY_TIMEOUT", "5"));
    assertThat(sorted().unknown()).isEmpty();
  }

  @Test
  void propertiesOfThePomHoldUnlessTheCommandLineSaysOtherwise() throws Exception {
    ofPom.putAll(Map.of("gateway.timeout", "5", "gateway.max-request-bytes", "1m"));
    given.put("gateway.timeout", "7");

    assertThat(sorted().settings())
        .containsOnly(
            Map.entry("gateway.timeout", "7"), Map.entry("gateway.max-request-bytes", "1m"));
  }

  @Test
  void aSlipInThePomIsToldAndItsOwnMattersAreNot() throws Exception {
    ofPom.putAll(Map.of("gateway.timout", "5", "gateway.version", "1", "gateway.bridge", "x"));

    assertThat(sorted().unknown())
        .singleElement()
        .asString()
        .startsWith("Property gateway.timout has no effect")
        .endsWith("the nearest is gateway.timeout");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.contaner,gateway.container",
    "gateway.timout,gateway.timeout",
    "gateway.maxRequestBytes,gateway.max-request-bytes",
    "gateway.python-workers,gateway.pythonWorkers"
  })
  void othersAreToldWithTheNearestOfBoth(String name, String nearest) throws Exception {
    given.put(name, "secret");

    assertThat(sorted().settings()).isEmpty();
    assertThat(sorted().unknown())
        .containsExactly(
            "-D"
                + name
                + " has no effect: it is neither a parameter of this plugin nor a setting of the"
                + " server; the nearest is "
                + nearest);
  }
}
