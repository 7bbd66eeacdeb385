package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.compat.docs.Page;

/** A copy of the unpacked distribution, at a port of its own. */
record Tomcat(Path home, int port) implements AutoCloseable {
  static Tomcat unpacked(Path home) throws IOException {
    Path distribution = Path.of(System.getProperty("readme.tomcat"));
    new Stranger(home, home).copy(distribution);
    home.resolve("bin/catalina.sh").toFile().setExecutable(true);
    Files.createDirectories(home.resolve("logs"));
    Files.createDirectories(home.resolve("temp"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path xml = home.resolve("conf/server.xml");
    Files.writeString(
        xml,
        Files.readString(xml)
            .replace("Server port=\"8005\"", "Server port=\"-1\"")
            .replace(
                "Connector port=\"8080\"",
                "Connector address=\"127.0.0.1\" port=\"" + port + "\""));
    return new Tomcat(home, port);
  }

  /**
   * Runs commands that deploy on it, and checks that what the page shows is the end of their
   * output.
   *
   * @param n the number of the page's blocks: of that with the commands, and of that with the
   *     output
   * @param before commands to run before
   */
  void follow(Stranger stranger, Page page, int n, String before)
      throws IOException, InterruptedException {
    String commands = page.block("sh", n).replace(":8080/", ":" + port + "/");
    String output = stranger.run(before + commands, environment());

    assertThat("\n" + output + "\n").endsWith("\n" + page.block("", n));
  }

  private Map<String, String> environment() {
    return Map.of(
        "CATALINA_HOME", home.toString(), "CATALINA_PID", home.resolve("temp/pid").toString());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Path pid = home.resolve("temp/pid");
    if (Files.exists(pid)) {
      ProcessHandle server =
          ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElse(null);
      if (server != null) {
        server.destroy();
        server.onExit().orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
      }
    }
  }
}
