package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.operation.OwnSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowSettingsTest {
  private static final List<String> STARTED = new ArrayList<>();

  /** Has a setting of its own, and must not be asked for its app. */
  public static final class Factory implements GatewayAppFactory, OwnSettings {
    @Override
    public GatewayApp create(Map<String, String> parameters) {
      throw new AssertionError("nobody wants an app");
    }

    @Override
    public List<String> settings(Map<String, String> parameters) {
      return List.of("shop.colour\tblue\tparameter");
    }
  }

  /** An app without settings, none of which may run. */
  public static final class Plain implements GatewayApp {
    static {
      STARTED.add("the class");
    }

    public Plain() {
      STARTED.add("the app");
    }

    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return Bodies.empty();
    }
  }

  @Test
  void eachSettingIsALineWithItsSource() {
    assertThat(
            ShowSettings.lines(
                Map.of("gateway.app", Plain.class.getName(), "gateway.timeout", "5")))
        .contains(
            "gateway.app\t" + Plain.class.getName() + "\tparameter",
            "gateway.timeout\t5\tparameter",
            "gateway.health\t\tdefault");
    assertThat(STARTED).isEmpty();
  }

  @Test
  void factorysOwnSettingsAreAmongThem() {
    assertThat(ShowSettings.lines(Map.of("gateway.app", Factory.class.getName())))
        .contains("shop.colour\tblue\tparameter", "gateway.execution\tcontainer\tdefault");
  }

  /** Leaves a thread behind that nobody ends. */
  public static final class Lasting implements OwnSettings {
    @Override
    public List<String> settings(Map<String, String> parameters) {
      new Thread(new Semaphore(0)::acquireUninterruptibly).start();
      return List.of("shop.colour\tblue\tparameter");
    }
  }

  @Test
  void processEndsWhateverTheFactoryHasStarted(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ShowSettings.class.getName(),
                "gateway.app=" + Lasting.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(Files.readString(output)).contains("shop.colour\tblue\tparameter");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void wrongOneIsASentence() {
    assertThatThrownBy(() -> ShowSettings.lines(Map.of("gateway.lint", "perhaps")))
        .hasMessage("Init parameter gateway.lint is \"perhaps\"; give true or false");
  }
}
