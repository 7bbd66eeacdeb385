package org.gatewaybridge.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class InterpreterTest {
  private final Map<String, String> parameters = new HashMap<>();
  private @TempDir Path temporary;

  @BeforeEach
  void appOfAWar() {
    parameters.put("gateway.python.app", "a:b");
    parameters.put("gateway.web-inf", temporary.resolve("WEB-INF").toString());
    parameters.put("gateway.python.cache", temporary.resolve("cache").toString());
  }

  private Interpreter chosen() throws PythonStartFailed {
    Settings settings = new Settings(parameters, Map.of(), Map.of());
    return Interpreter.choose(PythonOptions.of(parameters, settings));
  }

  private void carried(String platform) throws IOException {
    PackedPython.of(temporary.resolve("WEB-INF"), platform, Map.of("bin/python3", "one"));
  }

  @Test
  void settingWinsOverTheCarriedOne() throws Exception {
    carried(Platform.own());
    parameters.put("gateway.python.executable", "/srv/venv/bin/python");

    try (Interpreter interpreter = chosen()) {
      assertThat(interpreter)
          .hasToString("/srv/venv/bin/python (gateway.python.executable names it)");
      assertThat(temporary.resolve("cache")).doesNotExist();
    }
  }

  @Test
  void carriedOneWinsOverTheServers() throws Exception {
    carried(Platform.own());

    try (Interpreter interpreter = chosen()) {
      assertThat(Path.of(interpreter.executable())).startsWith(temporary).isExecutable();
      assertThat(interpreter.origin()).isEqualTo("the WAR's own, 3.11.3");
      assertThat(interpreter.environment().variables()).containsEntry("PYTHONNOUSERSITE", "1");
    }
  }

  @Test
  void serversIsTheLastAndTheReasonIsTold() throws Exception {
    try (Interpreter interpreter = chosen()) {
      assertThat(interpreter)
          .hasToString("python3 (the python3 of the server's PATH, since the WAR carries none)");
    }
    carried("linux-other");
    carried("macosx-other");
    try (Interpreter interpreter = chosen()) {
      assertThat(interpreter.executable()).isEqualTo("python3");
      assertThat(interpreter.origin())
          .endsWith(
              "since those in the WAR are for linux-other, macosx-other, and this is "
                  + Platform.own());
    }
  }

  @Test
  void whereItCannotBeUnpackedTheReasonAndTheWaysOutAreTold() throws Exception {
    carried(Platform.own());
    Files.writeString(temporary.resolve("file"), "");
    parameters.put("gateway.python.cache", temporary.resolve("file/cache").toString());

    assertThatThrownBy(this::chosen)
        .isInstanceOfSatisfying(
            PythonStartFailed.class, failure -> assertThat(failure.isPythonMissing()).isTrue())
        .hasMessageStartingWith("The WAR's own Python cannot be unpacked: in " + temporary)
        .hasMessageContaining("gateway.python.cache")
        .hasMessageContaining("gateway.python.executable");
  }

  @Test
  void damagedWarIsTold() throws Exception {
    carried(Platform.own());
    Path facts = temporary.resolve("WEB-INF/python-runtime/" + Platform.own() + ".properties");
    Files.writeString(facts, "digest=abc\n");

    assertThatThrownBy(this::chosen)
        .isInstanceOf(PythonStartFailed.class)
        .hasMessageContaining(facts + " has no digest; the WAR is damaged, build it again");
  }

  @Test
  void systemThatDoesNotStartItIsExplained() throws Exception {
    try (Interpreter ofServer = chosen()) {
      assertThat(ofServer.advice(new IOException("error=2, No such file")))
          .contains("GATEWAY_PYTHON_EXECUTABLE", "-Dgateway.pythonCarried=true");
    }
    carried(Platform.own());
    try (Interpreter interpreter = chosen()) {
      assertThat(interpreter.advice(new IOException("error=2, No such file or directory")))
          .startsWith("this system has another C library");
      assertThat(interpreter.advice(new IOException("error=13, Permission denied")))
          .startsWith("a security module such as SELinux");
      assertThat(interpreter.advice(new IOException("error=8, Exec format error")))
          .startsWith("it was made for another processor");
    }
  }
}
