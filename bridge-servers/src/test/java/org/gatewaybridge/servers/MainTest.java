package org.gatewaybridge.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatewaybridge.servers.app.EchoServlet;
import org.gatewaybridge.servers.app.FailingServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The main in a JVM of its own, whose class path has the chosen server's jars and no other's. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MainTest {
  private static final Map<ServerKind, String> JARS =
      Map.of(
          ServerKind.TOMCAT, ".*/org/apache/tomcat/.*",
          ServerKind.JETTY, ".*/(org/eclipse/jetty|org/slf4j|jakarta)/.*",
          ServerKind.UNDERTOW, ".*/(io/undertow|io/smallrye|org/jboss|org/wildfly|jakarta)/.*");

  private @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @EnumSource
  void servesUntilSigtermAndEndsWithZero(ServerKind kind) throws Exception {
    Path war = TestWar.of(directory, EchoServlet.class).packed();
    try (Run run =
        run(kind, "--war", war.toString(), "--context-path", "/a/b", "--port", "0", "--h2c")) {
      URI address = run.ready();
      assertThat(address.toString()).matches("http://127\\.0\\.0\\.1:[1-9]\\d*/a/b/");
      assertThat(RawSocket.get(address.getPort(), "/a/b/x")).endsWith("/x /a/b/x");

      run.process.toHandle().destroy();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out.readLine()).isNull();
      assertThat(run.errors()).contains("echo is over");
      assertThat(run.temporaryFiles()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWithItsInput(ServerKind kind) throws Exception {
    TestWar war = TestWar.of(directory, EchoServlet.class);
    try (Run run =
        run(kind, "--war", war.directory().toString(), "--port", "0", "--exit-with-parent")) {
      run.ready();
      run.process.getOutputStream().close();
      assertThat(run.exitCode()).isZero();
      assertThat(run.errors()).contains("echo is over");
    }
  }

  @Test
  void endsWithItsParent() throws Exception {
    TestWar war = TestWar.of(directory, EchoServlet.class);
    String java =
        String.join(
            " ",
            command(
                ServerKind.UNDERTOW,
                "--war",
                war.directory().toString(),
                "--port",
                "0",
                "--exit-with-parent"));
    // The shell is the parent; a pipe that never ends is the input.
    String script =
        "mkfifo "
            + directory
            + "/in; exec 3<>"
            + directory
            + "/in; "
            + java
            + " <&3 & echo $!; wait";
    try (Run shell = new Run(new ProcessBuilder("sh", "-c", script), directory)) {
      ProcessHandle server = ProcessHandle.of(Long.parseLong(shell.out.readLine())).orElseThrow();
      shell.ready();
      shell.process.destroyForcibly();
      server.onExit().get(1, TimeUnit.MINUTES);
      assertThat(server.isAlive()).isFalse();
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(ServerKind.values())
        .flatMap(
            kind ->
                Stream.of("checked", "unavailable", "runtime", "error")
                    .map(how -> Arguments.of(kind, how)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failedDeploymentEndsWithOneAndOneSentence(ServerKind kind, String how) throws Exception {
    TestWar war =
        TestWar.of(directory, FailingServlet.class)
            .webXml(
                "<context-param><param-name>how</param-name><param-value>"
                    + how
                    + "</param-value></context-param>"
                    + TestWar.servletAt(FailingServlet.class, "/*"));
    try (Run run = run(kind, "--war", war.directory().toString(), "--port", "0")) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.errors().lines().reduce((first, last) -> last).orElse(""))
          .startsWith("WAR " + war.directory() + " did not deploy at /: ")
          .endsWith("No app is named; set gateway.app");
      assertThat(run.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void busyPortEndsWithOneAndOneSentence() throws Exception {
    TestWar war = TestWar.of(directory, EchoServlet.class);
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Run run =
            run(
                ServerKind.TOMCAT,
                "--war",
                war.directory().toString(),
                "--port",
                "" + other.getLocalPort())) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.errors())
          .contains("Port " + other.getLocalPort() + " on 127.0.0.1 cannot be opened");
    }
  }

  @Test
  void wrongCommandLineEndsWithTwoAndTheUsage() throws Exception {
    try (Run run = run(ServerKind.TOMCAT, "--portt", "1")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.errors()).startsWith("Unknown option \"--portt\"\nusage: --war");
    }
  }

  private Run run(ServerKind kind, String... arguments) throws IOException {
    return new Run(new ProcessBuilder(command(kind, arguments)), directory);
  }

  private List<String> command(ServerKind kind, String... arguments) throws IOException {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .filter(entry -> entry.endsWith("/target/classes") || entry.matches(JARS.get(kind)))
            .collect(Collectors.joining(":"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
    command.addAll(List.of("-cp", classPath, Main.class.getName(), "--server", kind.id()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A child process with its output. */
  private static final class Run implements AutoCloseable {
    final Process process;
    final BufferedReader out;
    private final Path directory;

    Run(ProcessBuilder builder, Path directory) throws IOException {
      this.directory = directory;
      process = builder.redirectError(directory.resolve("err").toFile()).start();
      out = process.inputReader(StandardCharsets.UTF_8);
    }

    URI ready() throws IOException {
      String line = out.readLine();
      assertThat(line).as("log: %s", errors()).isNotNull().startsWith("READY ");
      return URI.create(line.substring("READY ".length()));
    }

    int exitCode() throws Exception {
      return process.onExit().get(1, TimeUnit.MINUTES).exitValue();
    }

    String errors() throws IOException {
      return Files.readString(directory.resolve("err"));
    }

    List<Path> temporaryFiles() throws IOException {
      try (Stream<Path> files = Files.list(directory.resolve("tmp"))) {
        return files.toList();
      }
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }
}
