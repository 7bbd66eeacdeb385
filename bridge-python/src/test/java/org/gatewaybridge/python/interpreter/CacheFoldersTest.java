package org.gatewaybridge.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFoldersTest {

  private static List<String> folders(
      String setting, Map<String, String> environment, String home) {
    Properties system = new Properties();
    system.setProperty("user.home", home);
    system.setProperty("user.name", "tom/cat");
    system.setProperty("java.io.tmpdir", "/var/tmp");
    return CacheFolders.of(setting, environment, system).stream().map(Path::toString).toList();
  }

  @Test
  void usersCacheComesBeforeTheTemporaryFolder() {
    assertThat(folders("", Map.of(), "/home/tomcat"))
        .containsExactly(
            "/home/tomcat/.cache/gateway-bridge/python", "/var/tmp/gateway-python-tom_cat");
    assertThat(folders("", Map.of("XDG_CACHE_HOME", "/srv/cache"), "/home/tomcat"))
        .containsExactly("/srv/cache/gateway-bridge/python", "/var/tmp/gateway-python-tom_cat");
    assertThat(folders("", Map.of("XDG_CACHE_HOME", "relative"), "?"))
        .containsExactly("/var/tmp/gateway-python-tom_cat");
  }

  @Test
  void settingIsTheOnlyOne() {
    assertThat(folders("/srv/python", Map.of("XDG_CACHE_HOME", "/srv/cache"), "/home/tomcat"))
        .containsExactly("/srv/python");
  }

  @Test
  void firstFolderThatCanBeUsedIsTaken(@TempDir Path temporary) throws Exception {
    CarriedPython python = PackedPython.of(temporary.resolve("WEB-INF"), "one");
    Files.writeString(temporary.resolve("file"), "");
    Path never = temporary.resolve("file/cache");
    Path second = temporary.resolve("second");

    try (HeldRuntime held = CacheFolders.hold(python, List.of(never, second))) {
      assertThat(held.executable()).startsWith(second);
    }
    assertThatThrownBy(() -> CacheFolders.hold(python, List.of(never, never)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in " + never + ": ");
  }
}
