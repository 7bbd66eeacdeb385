package org.gatewaybridge.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatewaybridge.servers.app.EchoServlet;
import org.gatewaybridge.servers.app.FailingServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the interface promises, on every server. */
final class EmbeddedServerTest {
  private static final Listen ANY = Listen.on("127.0.0.1", 0);
  private @TempDir Path directory = Path.of("");

  @Test
  void undertowTakesItsOwnOptions() throws Exception {
    Listen decoding = new Listen("127.0.0.1", 0, false, null, Map.of("DECODE_SLASH", "true"));
    try (EmbeddedServer server = ServerKind.UNDERTOW.start(decoding, echo().at("/"))) {
      assertThat(Call.body(server, "/x%2Fy")).isEqualTo("http HTTP/1.1   /x/y /x%2Fy");
    }
  }

  @Test
  void undertowTakesTheSizeOfItsPool() throws Exception {
    Map<String, String> one =
        Map.of("WORKER_TASK_CORE_THREADS", "1", "WORKER_TASK_MAX_THREADS", "1");
    Listen small = new Listen("127.0.0.1", 0, false, null, one);
    Set<String> before = threads();
    try (EmbeddedServer server = ServerKind.UNDERTOW.start(small, echo().at("/"))) {
      assertThat(Call.body(server, "/x")).isEqualTo("http HTTP/1.1   /x /x");
      assertThat(Call.body(server, "/y")).isEqualTo("http HTTP/1.1   /y /y");
      Set<String> workers = threads();
      workers.removeAll(before);
      assertThat(workers).filteredOn(name -> name.matches("XNIO-\\d+ task-\\d+")).hasSize(1);
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void tomcatTakesItsOwnOptions() throws Exception {
    Map<String, String> options = Map.of("encodedSolidusHandling", "decode");
    Listen decoding = new Listen("127.0.0.1", 0, false, null, options);
    try (EmbeddedServer server = ServerKind.TOMCAT.start(decoding, echo().at("/"))) {
      assertThat(Call.body(server, "/x%2Fy")).isEqualTo("http HTTP/1.1   /x/y /x%2Fy");
    }
  }

  @Test
  void jettyTakesTheSizeOfItsPool() throws Exception {
    Listen small = new Listen("127.0.0.1", 0, false, null, Map.of("maxThreads", "1"));
    assertThatThrownBy(() -> ServerKind.JETTY.start(small, echo().at("/")))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("nsufficient"); // Jetty's own word: its selector needs one itself
    Listen enough = new Listen("127.0.0.1", 0, false, null, Map.of("maxThreads", "8"));
    try (EmbeddedServer server = ServerKind.JETTY.start(enough, echo().at("/"))) {
      assertThat(Call.body(server, "/x")).isEqualTo("http HTTP/1.1   /x /x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void optionThatTheServerHasNotIsTold(ServerKind kind) {
    Listen wrong = new Listen("127.0.0.1", 0, false, null, Map.of("DECODE_DASH", "true"));
    assertThatThrownBy(() -> kind.start(wrong, echo().at("/")))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("DECODE_DASH");
  }

  @ParameterizedTest
  @EnumSource
  void failureOfAServletStaysInTheLog(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, echo().at("/"))) {
      assertThat(Call.get(server, "/fail").statusCode()).isEqualTo(500);
      assertThat(Call.body(server, "/fail"))
          .doesNotContain("asked to fail", "IllegalState", "EchoServlet", "org.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void explodedWarAnswersAtTheRoot(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, echo().at("/"))) {
      assertThat(Call.body(server, "/x")).isEqualTo("http HTTP/1.1   /x /x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void packedWarAnswersUnderItsContextPath(ServerKind kind) throws Exception {
    Path packed = echo().packed();
    try (EmbeddedServer server = kind.start(ANY, List.of(new WebApp("/a/b", packed)))) {
      assertThat(Call.body(server, "/a/b/x")).isEqualTo("http HTTP/1.1 /a/b  /x /a/b/x");
      assertThat(Call.get(server, "/x").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalAppsShareAServer(ServerKind kind) throws Exception {
    Path packed = echo().packed();
    try (EmbeddedServer server =
        kind.start(ANY, List.of(new WebApp("/", packed), new WebApp("/ctx", packed)))) {
      assertThat(Call.body(server, "/x")).startsWith("http HTTP/1.1  ");
      assertThat(Call.body(server, "/ctx/x")).startsWith("http HTTP/1.1 /ctx ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void dotSegmentsAreResolvedAndTheRequestUriIsRaw(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, echo().at("/ctx"))) {
      assertThat(RawSocket.get(server.port(), "/ctx/a/../b")).endsWith("/ctx  /b /ctx/a/../b");
    }
  }

  @ParameterizedTest
  @EnumSource
  void http2NeedsNoTls(ServerKind kind) throws Exception {
    Listen listen = new Listen("127.0.0.1", 0, true, null, Map.of());
    try (EmbeddedServer server = kind.start(listen, echo().at("/"))) {
      assertThat(Call.send(Call.request(server, "/x").version(HttpClient.Version.HTTP_2)).body())
          .startsWith("http HTTP/2.0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void httpsIsServedBesideHttp(ServerKind kind) throws Exception {
    TestKeystore keystore = TestKeystore.in(directory);
    int httpsPort = freePort();
    Listen listen = new Listen("127.0.0.1", 0, false, keystore.tls(httpsPort), Map.of());
    try (EmbeddedServer server = kind.start(listen, echo().at("/"))) {
      HttpClient client = HttpClient.newBuilder().sslContext(keystore.trust()).build();
      URI address = URI.create("https://127.0.0.1:" + httpsPort + "/x");
      assertThat(
              client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body())
          .startsWith("https HTTP/");
      assertThat(Call.body(server, "/x")).startsWith("http HTTP/1.1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodyOfTwentyMebibytesIsTaken(ServerKind kind) throws Exception {
    int size = 20 << 20;
    try (EmbeddedServer server = kind.start(ANY, echo().at("/"))) {
      assertThat(
              Call.send(
                      Call.request(server, "/body").PUT(BodyPublishers.ofByteArray(new byte[size])))
                  .body())
          .isEqualTo("body=" + size);
    }
  }

  @ParameterizedTest
  @EnumSource
  void serversOwnClassesAreNotTheApps(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, echo().at("/"))) {
      assertThat(Call.body(server, "/class?org.gatewaybridge.servers.Main")).isEqualTo("false");
      assertThat(Call.body(server, "/class?org.slf4j.Logger")).isEqualTo("false");
      assertThat(Call.body(server, "/class?jakarta.servlet.Servlet")).isEqualTo("true");
      assertThat(Call.body(server, "/class?javax.tools.ToolProvider")).isEqualTo("true");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopLeavesNoThreadPortOrFile(ServerKind kind) throws Exception {
    Path packed = echo().packed();
    Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    Set<Path> filesBefore = scratches();
    EmbeddedServer server = kind.start(ANY, List.of(new WebApp("/", packed)));
    int port = server.port();
    assertThat(RawSocket.get(port, "/x")).endsWith("/x /x");

    server.close();
    server.close();

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!threadsBefore.contains(thread)) {
        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).as("%s is alive", thread).isFalse();
      }
    }
    assertThat(scratches()).isEqualTo(filesBefore);
    try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.isBound()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopLetsARequestInFlightEnd(ServerKind kind) throws Exception {
    EmbeddedServer server = kind.start(ANY, echo().at("/"));
    Thread stop = new Thread(server::close);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          "PUT /slow HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 5\r\n\r\n";
      socket.getOutputStream().write((head + "hel").getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(12))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("HTTP/1.1 200");

      stop.start();
      while (stop.getState() != Thread.State.TIMED_WAITING) {
        assertThat(stop.isAlive()).as("the stop waits").isTrue();
        Thread.onSpinWait();
      }
      socket.getOutputStream().write("lo".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readAllBytes())
          .asString(StandardCharsets.US_ASCII)
          .contains("body=5");
    }
    stop.join(TimeUnit.MINUTES.toMillis(1));
    assertThat(stop.isAlive()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void failedInitFailsTheStartAndSaysWhy(ServerKind kind) throws Exception {
    TestWar war = TestWar.of(directory, FailingServlet.class);
    Set<Path> filesBefore = scratches();

    assertThatThrownBy(() -> kind.start(ANY, war.at("/")))
        .isInstanceOf(StartFailed.class)
        .hasMessageStartingWith("WAR " + war.directory() + " did not deploy at /: ")
        .hasMessageContaining("No app is named; set gateway.app");
    assertThat(scratches()).isEqualTo(filesBefore);
  }

  @ParameterizedTest
  @EnumSource
  void missingClassFailsTheStartAndSaysWhich(ServerKind kind) throws Exception {
    TestWar war = TestWar.of(directory, EchoServlet.class);
    Files.delete(
        directory.resolve(
            "exploded/WEB-INF/classes/org/gatewaybridge/servers/app/EchoServlet.class"));

    assertThatThrownBy(() -> kind.start(ANY, war.at("/")))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining(EchoServlet.class.getName());
  }

  @ParameterizedTest
  @EnumSource
  void busyPortIsNamed(ServerKind kind) throws Exception {
    TestWar war = echo();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> kind.start(Listen.on("127.0.0.1", other.getLocalPort()), war.at("/")))
          .isInstanceOf(StartFailed.class)
          .hasMessageStartingWith(
              "Port " + other.getLocalPort() + " on 127.0.0.1 cannot be opened (");
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileThatIsNoWarIsRefused(ServerKind kind) throws Exception {
    Path text = Files.writeString(directory.resolve("not.war"), "no zip");
    assertThatThrownBy(() -> kind.start(ANY, List.of(new WebApp("/", text))))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("is not a zip file");
  }

  private TestWar echo() throws IOException {
    return TestWar.of(directory, EchoServlet.class);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Set<Path> scratches() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(TemporaryFolder.prefix()))
          .collect(Collectors.toSet());
    }
  }
}
