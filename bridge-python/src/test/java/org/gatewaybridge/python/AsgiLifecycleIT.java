package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From start to end with an ASGI app: its lifespan, and what ends requests and workers. */
class AsgiLifecycleIT {
  private static final String APP = "asgi_app:application";

  private @TempDir Path directory = Path.of("");

  private PythonServer start(String app, String... settings) throws Exception {
    return PythonServer.start(directory, app, settings);
  }

  @ParameterizedTest
  @CsvSource({
    "python.preload,true",
    "python.loop,asyncio",
    "python.start,spawn",
    "python.wire,tcp"
  })
  void startupAndShutdownAreAwaited(String setting, String value) throws Exception {
    PythonServer server = start(APP, setting, value);
    try {
      for (int i = 0; i < 20; i++) {
        assertThat(server.body("/show")).contains("\"state\": [\"started\"]");
      }
    } finally {
      server.close();
    }
    String log = server.log();
    assertThat(log.split("startup of ", -1)).hasSize(3);
    assertThat(log.split("shutdown of ", -1)).hasSize(3);
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asgi_app:application|auto|has failed to start: no database in reach",
        "asgi_app:double|auto|so it is an app of ASGI 2",
        "asgi_app:application|wsgi|so it is an ASGI app, but gateway.python.interface is wsgi",
      })
  void failedStartStopsTheDeploymentAndSaysWhy(String app, String kind, String reason) {
    Throwable failure =
        catchThrowable(
            () ->
                start(
                    app,
                    "python.interface",
                    kind,
                    "python.env.FAILS_TO_START",
                    "no database in reach"));

    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).contains(reason);
  }

  @Test
  void appThatRaisesOnLifespanIsServedWithout() throws Exception {
    try (PythonServer server = start("asgi_app:without_lifespan")) {
      assertThat(server.body("/show")).contains("\"state\": []");
      assertThat(server.log()).doesNotContain("AssertionError");
    }
  }

  @Test
  void blockedLoopIsFoundAndReplaced() throws Exception {
    try (PythonServer server = start(APP, "timeout", "2", "python.workers", "1")) {
      String pid = server.body("/pid");
      CompletableFuture<HttpResponse<String>> waiting = inBackground(server, "/sleeps?60");
      PythonServer.await("a request", () -> body(server, "/calls").contains("\"started\": 1"));

      assertThat(server.get("/blocks").statusCode()).isEqualTo(504);
      assertThat(waiting.join().statusCode()).isEqualTo(504);
      assertThat(server.body("/pid")).isNotEqualTo(pid);
      PythonServer.await("its stacks", () -> server.log().contains("in blocks"));
      assertThat(server.log()).contains("The event loop of worker " + pid + " was blocked for 2 s");
    }
  }

  @Test
  void requestThatABlockedLoopHasNotReadGoesToAnother() throws Exception {
    try (PythonServer server = start(APP, "timeout", "3", "python.workers", "2")) {
      CompletableFuture<HttpResponse<String>> blocked = inBackground(server, "/blocks");
      Thread.sleep(300);
      CompletableFuture<HttpResponse<String>> busy = inBackground(server, "/sleeps?2");
      Thread.sleep(300);
      CompletableFuture<HttpResponse<String>> busyToo = inBackground(server, "/sleeps?2");

      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n"); // one of these waits there
      assertThat(busy.join().statusCode()).isEqualTo(200);
      assertThat(busyToo.join().statusCode()).isEqualTo(200);
      assertThat(blocked.join().statusCode()).isEqualTo(504);
    }
  }

  @Test
  void requestMayWaitLongerThanTheTimeout() throws Exception {
    try (PythonServer server = start(APP, "timeout", "1")) {
      assertThat(server.body("/sleeps?4")).isEqualTo("slept\n");
    }
  }

  @Test
  void requestTimeoutEndsARequestAndNoWorker() throws Exception {
    try (PythonServer server =
        start(
            APP,
            "python.request-timeout",
            "1",
            "python.workers",
            "1",
            "python.disconnect-grace",
            "1")) {
      String pid = server.body("/pid");

      assertThat(server.get("/sleeps?60").statusCode()).isEqualTo(504);
      assertThatThrownBy(() -> server.get("/deaf")).isInstanceOf(IOException.class);
      PythonServer.await("its task's end", () -> body(server, "/calls").contains("cancelled\": 1"));
      assertThat(server.body("/pid")).isEqualTo(pid);
      assertThat(server.log()).contains("s of gateway.python.request-timeout and is given up");
    }
  }

  @Test
  void appThatIgnoresItsClientsEndIsCancelled() throws Exception {
    try (PythonServer server =
        start(
            APP,
            "python.workers",
            "1",
            "python.disconnect-grace",
            "1",
            "python.request-timeout",
            "2")) {
      try (Socket socket = server.raw("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n");
          InputStream in = socket.getInputStream()) {
        assertThat(in.readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
        PythonServer.await("http.disconnect", () -> body(server, "/calls").contains("gone\": 1"));
      }
      assertThat(server.body("/calls")).contains("ClientGone").contains("\"cancelled\": 0");
    }
  }

  @Test
  void workerThatHasServedEnoughShutsDownAndIsReplaced() throws Exception {
    try (PythonServer server = start(APP, "python.workers", "1", "python.max-requests", "5")) {
      String pid = server.body("/pid");
      for (int i = 0; i < 3; i++) {
        assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
      }
      assertThat(server.body("/after")).isEqualTo("answered\n");
      assertThat(server.body("/pid")).isNotEqualTo(pid);
      PythonServer.await("the shutdown", () -> server.log().contains("shutdown of " + pid));
      assertThat(server.log()).contains("went on").doesNotContain("did not leave");
    }
  }

  /** As the deployment's end tells the app, before it waits for running calls. */
  @Test
  void endTellsAStreamWhichEndsThen() throws Exception {
    Path war = PythonServer.war(directory.resolve("war"), APP);
    Map<String, String> parameters =
        Map.of(
            "gateway.python.app",
            APP,
            "gateway.python.path",
            war.resolve("WEB-INF/python").toString(),
            "gateway.python.executable",
            PythonServer.PYTHON);
    Map<String, Object> environ =
        Map.of("REQUEST_METHOD", "GET", "SERVER_PROTOCOL", "HTTP/1.1", "PATH_INFO", "/waits");
    try (PythonApp app = (PythonApp) new PythonAppFactory().create(parameters)) {
      assertThat(app.mostlyWait()).isTrue();
      Iterator<byte[]> chunks =
          app.call(environ, (status, headers, excInfo) -> bytes -> {}).iterator();
      assertThat(new String(chunks.next(), UTF_8)).isEqualTo("begun\n");
      app.leave();

      assertThat(chunks.hasNext()).isFalse();
    }
  }

  @Test
  void killedWorkerIs502ForItsRequestsAndIsReplaced() throws Exception {
    try (PythonServer server = start(APP, "python.workers", "1")) {
      String pid = server.body("/pid");
      CompletableFuture<HttpResponse<String>> waiting = inBackground(server, "/sleeps?60");
      PythonServer.await("a request", () -> body(server, "/calls").contains("\"started\": 1"));
      ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();

      assertThat(waiting.join().statusCode()).isEqualTo(502);
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    }
  }

  @Test
  void requestsGoToTheLeastBusyWorker() throws Exception {
    try (PythonServer server = start(APP)) {
      CompletableFuture<HttpResponse<String>> first = inBackground(server, "/sleeps?2");
      Thread.sleep(500);
      String one = server.body("/calls");
      CompletableFuture<HttpResponse<String>> second = inBackground(server, "/sleeps?1");
      Thread.sleep(300);

      assertThat(one).contains("\"started\": 0");
      assertThat(server.body("/calls")).contains("\"started\": 1");
      first.join();
      second.join();
    }
  }

  private static String body(PythonServer server, String target) {
    try {
      return server.body(target);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static CompletableFuture<HttpResponse<String>> inBackground(
      PythonServer server, String target) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return server.get(target);
          } catch (IOException e) {
            throw new CompletionException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
          }
        });
  }
}
