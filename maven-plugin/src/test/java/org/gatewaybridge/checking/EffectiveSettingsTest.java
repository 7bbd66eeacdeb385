package org.gatewaybridge.checking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EffectiveSettingsTest {
  // A stand-in for that of bridge-core, which does what the context path says.
  private static final String SOURCE =
      """
      package org.gatewaybridge.servlet;
      public class ShowSettings {
        public static void main(String[] a) throws Exception {
          System.out.println("the app's\\t100%s of it\\t");
          System.out.println("the app's\\t%d");
          System.out.println("gateway.app\\tcom.acme.Hello\\tparameter");
          System.out.println("gateway.timeout\\t5\\tdefault");
          if (a[0].equals("--context-path=/hangs")) {
            new java.util.concurrent.Semaphore(0).acquire();
          }
          System.exit(a[0].equals("--context-path=/fails") ? 1 : 0);
        }
      }
      """;

  private Path folder;

  @BeforeEach
  void compile(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Path source = Files.writeString(folder.resolve("ShowSettings.java"), SOURCE);
    String[] arguments = {"-d", folder.toString(), "-proc:none", source.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
  }

  @Test
  void settingsStandInColumnsAndWhatTheAppPrintsAsItIs() throws Exception {
    assertThat(read("/x", 120))
        .containsExactly(
            "the app's        100%s of it     ",
            "gateway.app      com.acme.Hello  parameter",
            "gateway.timeout  5               default",
            "the app's\t%d");
  }

  @Test
  void aFailureIsWhatItSaid() {
    assertThatThrownBy(() -> read("/fails", 120))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageEndingWith("gateway.timeout\t5\tdefault");
  }

  @Test
  void aFactoryThatHangsIsStopped() {
    assertThatThrownBy(() -> read("/hangs", 1))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith("The app's factory did not tell its settings within 1 s. It said:");
  }

  private List<String> read(String contextPath, int seconds) throws Exception {
    return EffectiveSettings.read(
        Map.of(), contextPath, Map.of(), List.of(folder), Duration.ofSeconds(seconds));
  }
}
