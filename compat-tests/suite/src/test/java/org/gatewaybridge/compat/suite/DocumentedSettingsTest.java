package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.compat.suite.DocumentedSettings.Setting;
import org.gatewaybridge.containers.Container;
import org.junit.jupiter.api.Test;

/** That what is tested is what the page for users says. */
final class DocumentedSettingsTest {

  @Test
  void everySettingStandsOnThePageForUsers() throws Exception {
    String page = Files.readString(Path.of("../../docs/containers.md"), UTF_8);

    assertThat(DocumentedSettings.all())
        .filteredOn(Setting::exists)
        .allSatisfy(setting -> assertThat(page).contains(setting.name(), setting.value()));
  }

  @Test
  void everySettingIsOfAContainer() {
    assertThat(DocumentedSettings.all())
        .allSatisfy(
            setting ->
                assertThat(Container.all()).anyMatch(container -> setting.isOf(container.id())));
  }
}
