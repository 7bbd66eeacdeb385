package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.gatewaybridge.compat.Run;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTelemetry's Java agent, as docs/operate.md has it, sees each request and the app in it. */
final class TracesIT {
  private static final Path WORK = Path.of(System.getProperty("recipes.work"), "traces");
  // What asks for an upgrade to HTTP/2 has a span of its own on Undertow, with status 101.
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @ParameterizedTest
  @ValueSource(strings = {"tomcat11", "jetty12.1", "undertow2.3"})
  void aRequestIsASpanAndTheAppIsInIt(String id) throws Exception {
    Container container = Container.of(id);
    Run run = Run.ofProperties();
    Map<String, Path> wars = new TreeMap<>();
    for (String execution : executions(run.feature())) {
      wars.put("/" + execution, war(execution));
    }
    try (SpanCollector spans = SpanCollector.start();
        ServerProcess server =
            new Launcher(
                    container,
                    Path.of(System.getProperty("compat.homes"), container.home()),
                    run.javaHome(),
                    WORK)
                .withJvm(agent(spans.address()))
                .start(wars)) {
      for (String contextPath : wars.keySet()) {
        askedTwice(server, contextPath, spans);
      }
    }
  }

  private static void askedTwice(ServerProcess server, String contextPath, SpanCollector spans)
      throws Exception {
    for (String pathInfo : List.of("/orders/7", "/fails")) {
      HexFormat hex = HexFormat.of();
      byte[] ids = new byte[24];
      new Random().nextBytes(ids);
      String trace = hex.formatHex(ids, 0, 16);
      String parent = hex.formatHex(ids, 16, 24);
      HttpResponse<String> answer =
          CLIENT.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:" + server.port() + contextPath + pathInfo + "?a=b"))
                  .header("traceparent", "00-" + trace + "-" + parent + "-01")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      SpanCollector.Received span = spans.await(trace);

      assertThat(span.parentId()).isEqualTo(parent);
      assertThat(span.name()).isEqualTo("GET " + contextPath + "/*");
      assertThat(span.facts())
          .containsEntry("http.request.method", "GET")
          .containsEntry("http.route", contextPath + "/*")
          .containsEntry("url.path", contextPath + pathInfo)
          .containsEntry("url.query", "a=b")
          .containsEntry("http.response.status_code", String.valueOf(answer.statusCode()));
      List<String> seen = answer.body().lines().toList();
      assertThat(seen.subList(0, 3))
          .containsExactly("00-" + trace + "-" + parent + "-01", trace, span.spanId());
      assertThat(seen.get(3).startsWith("gateway-"))
          .as("the thread %s", seen.get(3))
          .isEqualTo(!contextPath.equals("/container"));
    }
  }

  @Test
  void theAgentIsThere() {
    assertThat(agentJar()).isRegularFile();
  }

  private static List<String> executions(int java) {
    return java < 21 ? List.of("container", "pool") : List.of("container", "pool", "virtual");
  }

  private static Path agentJar() {
    return Path.of(System.getProperty("recipes.agents"), "opentelemetry-javaagent.jar");
  }

  private static List<String> agent(URI collector) {
    List<String> options = new ArrayList<>(List.of("-javaagent:" + agentJar()));
    Map.of(
            "otel.service.name", "shop",
            "otel.exporter.otlp.endpoint", collector.toString(),
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            // Spans are sent at once, not every five seconds.
            "otel.bsp.schedule.delay", "100")
        .forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }

  private static Path war(String execution) throws IOException {
    return AppWar.of(TracedApp.class, Map.of("gateway.execution", execution))
        // The API, and what it needs.
        .withJarsOf(Span.class, Context.class, ComponentLoader.class)
        .file();
  }
}
