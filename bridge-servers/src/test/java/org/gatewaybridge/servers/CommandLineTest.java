package org.gatewaybridge.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CommandLineTest {
  private @TempDir Path war = Path.of("");

  @Test
  void defaultsAreTomcatOnTheLoopbackAtTheRoot() {
    CommandLine options = CommandLine.parse("--war", war.toString());
    assertThat(options)
        .isEqualTo(
            new CommandLine(
                ServerKind.TOMCAT,
                Listen.on("127.0.0.1", 8080),
                List.of(new WebApp("/", war)),
                false));
  }

  @Test
  void contextPathBelongsToTheWarBeforeIt() {
    CommandLine options =
        CommandLine.parse("--war", war.toString(), "--context-path", "/a", "--war", war.toString());
    assertThat(options.apps()).containsExactly(new WebApp("/a", war), new WebApp("/", war));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 8080                          | --war is missing",
        "--war                                | --war wants a value",
        "--war /does/not/exist                | WAR /does/not/exist does not exist; build it with"
            + " gateway:war or gateway:exploded",
        "--war . --context-path shop          | Context path \"shop\" must be / or start with one"
            + " slash and end without, such as /shop",
        "--war . --context-path /shop/        | Context path \"/shop/\" must be / or start with one"
            + " slash and end without, such as /shop",
        "--context-path /                     | --context-path wants a --war before it",
        "--war . --port 65536                 | --port wants a number from 0 to 65535, not"
            + " \"65536\"",
        "--war . --port x                     | --port wants a number from 0 to 65535, not \"x\"",
        "--war . --server nope                | Unknown server \"nope\"; use one of tomcat, jetty,"
            + " undertow",
        "--war . --https-port 1               | --https-port wants --keystore too",
        "--war . --undertow-option DECODE     | --undertow-option wants NAME=VALUE, not \"DECODE\"",
        "--war . --tomcat-option max          | --tomcat-option wants NAME=VALUE, not \"max\""
      })
  void faultIsToldInASentence(String line, String message) {
    assertThatThrownBy(() -> CommandLine.parse(line.strip().split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @EnumSource
  void librariesHaveVersions(ServerKind kind) {
    assertThat(kind.libraries())
        .isNotEmpty()
        .allMatch(library -> library.matches("[\\w.-]+:[\\w.-]+:\\d[\\w.-]+"));
  }
}
