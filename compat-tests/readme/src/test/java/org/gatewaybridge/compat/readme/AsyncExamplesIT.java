package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.compat.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples with WebSockets do what their READMEs and pages say. */
class AsyncExamplesIT {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("readme.project")).resolve("examples");

  private final Stranger stranger;

  AsyncExamplesIT(@TempDir Path outside) throws IOException {
    stranger = Stranger.in(outside.toRealPath());
  }

  @Test
  void fastApiAnswersOrdersOverHttpAndWebSocket() throws Exception {
    assumeTrue(PyPi.hasCarriedPython(), "Maven Central has no CPython for this system");
    ServerCommands commands = copied("fastapi");
    Path pom = EXAMPLES.resolve("fastapi/pom.xml");
    assumeTrue(PyPi.isThere(stranger, pom, "fastapi"), "There is no PyPI");

    commands.follow(
        stranger,
        address -> {
          assertThat(stranger.run("curl -sS " + address + "docs", Map.of())).contains("Orders");
          try (OpenSocket quotes = new OpenSocket(address, "quotes")) {
            quotes.send("{\"item\": \"pen\", \"price\": 1.2, \"count\": 3}");
            assertThat(quotes.receive()).contains("\"pen\"", "3.6");
            quotes.send("{\"item\": \"pen\"}");
            assertThat(quotes.receive()).contains("Give item, price and count");
          }
        });
    try (Tomcat tomcat = Tomcat.unpacked(stranger.folder().resolveSibling("tomcat"))) {
      tomcat.follow(stranger, commands.page().section("Deploy it"), 0, "");
    }
  }

  @Test
  void chatReachesEverybodyInTheRoom() throws Exception {
    copied("chat")
        .follow(
            stranger,
            address -> {
              try (OpenSocket ann = new OpenSocket(address, "room");
                  OpenSocket ben = new OpenSocket(address, "room")) {
                ann.send("Ann: hello");
                assertThat(ann.receive()).isEqualTo("Ann: hello");
                assertThat(ben.receive()).isEqualTo("Ann: hello");
                ben.send("Ben: \u00e4");
                assertThat(ann.receive()).isEqualTo("Ben: \u00e4");
              }
            });
  }

  @Test
  void djangoChatSharesItsRoomsBetweenTwoServers() throws Exception {
    assumeTrue(
        succeeds("/usr/bin/python3", "-c", "import channels, channels_redis"),
        "/usr/bin/python3 has no Channels");
    assumeTrue(Files.isExecutable(Path.of(Redis.PROGRAM)), "There is no " + Redis.PROGRAM);
    try (Redis redis = Redis.start(stranger.folder().resolveSibling("redis"))) {
      ServerCommands commands = copied("django-chat").with(redis.environment());
      commands.follow(
          stranger,
          one ->
              commands.startAnother(
                  stranger,
                  two -> {
                    try (OpenSocket ann = new OpenSocket(one, "tea/messages");
                        OpenSocket ben = new OpenSocket(two, "tea/messages");
                        OpenSocket eve = new OpenSocket(two, "milk/messages")) {
                      ann.send("{\"text\": \"hello\"}");
                      assertThat(ann.receive()).isEqualTo("{\"text\": \"hello\"}");
                      assertThat(ben.receive()).isEqualTo("{\"text\": \"hello\"}");
                      eve.send("{\"text\": \"alone\"}");
                      assertThat(eve.receive()).isEqualTo("{\"text\": \"alone\"}");
                    }
                  }));
    }
  }

  private ServerCommands copied(String name) throws IOException {
    stranger.copy(EXAMPLES.resolve(name));
    return ServerCommands.ofExample(Page.read(EXAMPLES.resolve(name).resolve("README.md")), name);
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A Redis server at a port of its own, which keeps nothing. */
  private record Redis(Process process, int port) implements AutoCloseable {
    static final String PROGRAM = "/usr/bin/redis-server";

    static Redis start(Path folder) throws IOException, InterruptedException {
      Files.createDirectories(folder);
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Process process =
          new ProcessBuilder(
                  PROGRAM, "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--dir", ".")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log.txt").toFile())
              .start();
      while (!answers(port)) {
        assertThat(process.isAlive()).as(folder.resolve("log.txt").toString()).isTrue();
        Thread.sleep(50);
      }
      return new Redis(process, port);
    }

    private static boolean answers(int port) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    }

    Map<String, String> environment() {
      return Map.of("REDIS_URL", "redis://127.0.0.1:" + port + "/0");
    }

    @Override
    public void close() throws InterruptedException {
      Stranger.end(process);
    }
  }
}
