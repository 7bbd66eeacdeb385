package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** nginx with one worker, which serves the files of a folder by sendfile. */
record Nginx(Process process, int port) implements AutoCloseable {
  static Nginx serving(Path folder, Path work) throws IOException, InterruptedException {
    Path home = Files.createDirectories(work.resolve("nginx-files"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path configuration = home.resolve("nginx.conf");
    Files.writeString(
        configuration, Resources.text("nginx-files.conf", UTF_8).formatted(home, port, folder));
    Process process =
        new ProcessBuilder("nginx", "-c", configuration.toString(), "-p", home.toString())
            .inheritIO()
            .start();
    Nginx nginx = new Nginx(process, port);
    for (int tries = 0; !nginx.listens(); tries++) {
      if (tries == 500 || !process.isAlive()) {
        nginx.close();
        throw new IllegalStateException("nginx does not listen on port " + port);
      }
      Thread.sleep(10);
    }
    return nginx;
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  double cpuSeconds() {
    return processes()
        .mapToDouble(
            one -> one.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0))
        .sum();
  }

  void keepOnCore(int core) throws IOException, InterruptedException {
    for (ProcessHandle one : processes().toList()) {
      Programs.keepOnCore(core, one.pid());
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
