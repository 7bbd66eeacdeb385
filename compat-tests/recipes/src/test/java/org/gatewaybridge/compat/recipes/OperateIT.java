package org.gatewaybridge.compat.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.gatewaybridge.compat.Run;
import org.gatewaybridge.compat.docs.Page;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/operate.md says of settings, the queue and what can be seen, on a Tomcat 11. */
final class OperateIT {
  private static final Path WORK = Path.of(System.getProperty("recipes.work"), "operate");
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    Container tomcat = Container.of("tomcat11");
    server =
        new Launcher(
                tomcat,
                Path.of(System.getProperty("compat.homes"), tomcat.home()),
                Run.ofProperties().javaHome(),
                WORK)
            .withJvm(List.of("-Dgateway.graceful-timeout=7"))
            .start(
                Map.of(
                    "/shop",
                    AppWar.of(
                            ReadingApp.class,
                            Map.of(
                                "gateway.execution", "pool",
                                "gateway.pool.size", "1",
                                "gateway.pool.queue", "50",
                                "gateway.threads", "3",
                                "gateway.access-log", "combined",
                                "gateway.health", "/health",
                                "gateway.jmx", "true"))
                        .withContextParameter("gateway.threads", "5")
                        .withContextParameter("gateway.max-request-bytes", "10m")
                        .file(),
                    "/json",
                    AppWar.of(ReadingApp.class, Map.of("gateway.access-log", "json")).file()));
    Files.writeString(
        base().resolve("conf/logging.properties"),
        "\n" + loggingOfThePage() + "\norg.gatewaybridge.level = FINE\n",
        StandardOpenOption.APPEND);
    server =
        server.restart(
            List.of(
                "env", "GATEWAY_POOL_QUEUE=1", "GATEWAY_GRACEFUL_TIMEOUT=8", "GATEWAY_JMX=true"));
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private static Path base() {
    return server.deployed("/shop").resolve("../..").normalize();
  }

  /** The lines that the page has for Tomcat's logging.properties. */
  private static String loggingOfThePage() throws IOException {
    Page page = Page.read(Path.of(System.getProperty("recipes.docs"), "operate.md"));
    String lines = page.section("What can be seen").block("properties", 0);
    Properties properties = new Properties();
    properties.load(new StringReader(lines));
    assertThat(properties).hasSize(7);
    return lines;
  }

  @Test
  void theNearestPlaceOfASettingCounts() {
    String settings =
        server
            .log()
            .lines()
            .filter(line -> line.contains("Settings of \"/shop\": "))
            .reduce((first, last) -> last)
            .orElseThrow();

    assertThat(settings)
        .contains("gateway.graceful-timeout=7 (system property)")
        .contains("gateway.pool.queue=1 (environment variable GATEWAY_POOL_QUEUE)")
        .contains("gateway.threads=3,")
        .contains("gateway.max-request-bytes=10m,")
        .contains("gateway.timeout=30,")
        .endsWith("gateway.websocket.threads=200");
  }

  @Test
  void aFullQueueIsAnsweredAtOnce() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (Call first = new Call("/shop/first")) {
      server.awaitLog("The app reads /first"); // so the queue is empty, and no thread is idle
      try (Call second = new Call("/shop/second");
          Call third = new Call("/shop/third")) { // one of these two waits
        Map<Call, CompletableFuture<String>> answers = new LinkedHashMap<>();
        List.of(second, third)
            .forEach(
                call -> answers.put(call, CompletableFuture.supplyAsync(call::answer, readers)));

        assertThat(
                CompletableFuture.anyOf(answers.values().toArray(CompletableFuture[]::new)).join())
            .asString()
            .startsWith("HTTP/1.1 503")
            .containsPattern("\nRetry-After: \\d+\n");
        assertThat(get("/shop/health")).contains(" 200 ").endsWith("ready");
        answers.values().removeIf(CompletableFuture::isDone);
        assertThat(answers).hasSize(1);
        first.send("x");
        assertThat(first.answer()).startsWith("HTTP/1.1 200").endsWith("read 1");
        for (Call waiting : answers.keySet()) {
          waiting.send("x");
          assertThat(answers.get(waiting).join()).startsWith("HTTP/1.1 200").endsWith("read 1");
        }
      }
    } finally {
      readers.shutdown();
    }
  }

  @Test
  void theAccessLogIsAFileWithNothingButItsLines() throws Exception {
    assertThat(get("/shop/a%22b?c")).contains("read 0");
    assertThat(get("/json/seen")).contains("read 0");

    List<String> lines = awaitAccess("/json/seen");
    assertThat(lines)
        .allMatch(
            line ->
                line.startsWith("{")
                    || line.matches(
                        "127\\.0\\.0\\.1 - - \\[[^\\]]+\\] \"\\S+ \\S+ HTTP/1\\.1\" \\d{3} (\\d+|-)"
                            + " \"[^\"]*\" \"[^\"]*\" [0-9a-f]+-[0-9a-f]+ \\d+ (\\d+|-)"))
        .anyMatch(line -> line.contains("\"GET /shop/a%22b?c HTTP/1.1\" 200 6 "));
    JsonObject last =
        JsonParser.parseString(
                lines.stream()
                    .filter(line -> line.contains("/json/seen"))
                    .findFirst()
                    .orElseThrow())
            .getAsJsonObject();
    assertThat(last.keySet())
        .contains(
            "time", "id", "remote", "method", "uri", "status", "bytes", "micros", "micros_to_head")
        .contains("traceparent");
  }

  @Test
  void theDebugLogTellsTheStoryOfARequest() throws Exception {
    get("/shop/story");

    assertThat(server.awaitLog("GET /shop/story ["))
        .containsPattern(
            "GET /shop/story \\[\\S+\\] from 127\\.0\\.0\\.1, SCRIPT_NAME \"/shop\", PATH_INFO"
                + " \"/story\": 200, 6 bytes, \\d+ us, \\d+ to the head, by gateway-1");
  }

  @Test
  @SuppressWarnings("BanJNDI") // the address is our own process's
  void theFiguresAreAnMBean() throws Exception {
    get("/shop/counted");
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(server.pid()));
    String address = machine.startLocalManagementAgent();
    machine.detach();
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      ObjectName name = new ObjectName("org.gatewaybridge:type=Gateway,context=\"/shop\"");

      assertThat((long) beans.getAttribute(name, "Requests")).isPositive();
      assertThat((long) beans.getAttribute(name, "Successes")).isPositive();
      assertThat((double) beans.getAttribute(name, "MaxMillis")).isPositive();
      assertThat(beans.getAttribute(name, "CallsUnderWay")).isEqualTo(0);
      assertThat(beans.getAttribute(name, "Health")).isEqualTo("ready");
    }
  }

  /** Waits until the access log has a line; all loggers of the file are asynchronous. */
  private static List<String> awaitAccess(String path) throws Exception {
    long end = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < end) {
      List<String> lines = access();
      if (lines.stream().anyMatch(line -> line.contains(path))) {
        return lines;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("No line of " + path + " among " + access());
  }

  private static List<String> access() throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(base().resolve("logs"), "access.*.log")) {
      for (Path file : files) {
        lines.addAll(Files.readAllLines(file, UTF_8));
      }
    }
    return lines;
  }

  private static String get(String path) throws IOException {
    try (Call call = new Call("GET", path, "")) {
      return call.answer();
    }
  }

  /** One request on a connection of its own. */
  private static final class Call implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader reader;

    /** Announces one byte, and does not send it yet. */
    Call(String path) throws IOException {
      this("POST", path, "Content-Length: 1\r\n");
    }

    Call(String method, String path, String headers) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket.setSoTimeout(30_000);
      reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      send(
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n"
              + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
              + headers
              + "\r\n");
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    String answer() {
      return String.join("\n", reader.lines().toList());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
