package org.gatewaybridge.compat.python;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.containers.Ports;

/** Debian's Gunicorn with an app of this module, under the path that its WAR has on a container. */
record Gunicorn(Process process, URI address) implements AutoCloseable {

  static Gunicorn start(String name) throws IOException, InterruptedException {
    int port = new Ports().take();
    ProcessBuilder builder =
        new ProcessBuilder(
            "/usr/bin/gunicorn", "--bind", "127.0.0.1:" + port, "--workers", "2", "app:app");
    builder.directory(Path.of(System.getProperty("compat.sources"), name).toFile());
    builder.environment().put("SCRIPT_NAME", "/" + name);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Gunicorn gunicorn = new Gunicorn(process, URI.create("http://127.0.0.1:" + port + "/" + name));
    try {
      gunicorn.awaitConnection(port);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      gunicorn.close();
      throw e;
    }
    return gunicorn;
  }

  /** Connections wait in the socket from its first moment until a worker takes them. */
  private void awaitConnection(int port) throws InterruptedException, IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    throw new AssertionError("Gunicorn did not start");
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }
}
