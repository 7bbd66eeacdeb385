package org.gatewaybridge.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.gatewaybridge.compat.smoke.FailingServlet;
import org.gatewaybridge.compat.smoke.HelloServlet;
import org.gatewaybridge.containers.ServerProcess;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the harness promises, on every container. */
interface SmokeContract extends OnContainer {
  Path HELLO = SmokeWars.war(HelloServlet.class, "/*");
  Path MAPPED_HELLO = SmokeWars.war(HelloServlet.class, "/w/*");

  static Archive<?> smoke() {
    return Site.of(HELLO, MAPPED_HELLO);
  }

  @ParameterizedTest
  @EnumSource(Mount.class)
  default void everyMountAnswers(Mount mount) throws Exception {
    Mounted mounted = container().at(mount);
    assertThat(get(HttpClient.newHttpClient(), HttpClient.Version.HTTP_1_1, mounted.uri("/a")))
        .isEqualTo("http HTTP/1.1 " + mount.scriptName() + " /a");
  }

  @Test
  default void http2NeedsNoTls() throws Exception {
    Mounted mounted = container().at(Mount.CONTEXT);
    assertThat(get(HttpClient.newHttpClient(), HttpClient.Version.HTTP_2, mounted.uri("/a")))
        .isEqualTo("http HTTP/2.0 /ctx /a");
  }

  @Test
  default void httpsIsTrusted() throws Exception {
    ServerProcess server = container().at(Mount.CONTEXT).server();
    Assumptions.assumeTrue(server.httpsPort().isPresent(), "started without HTTPS here");
    HttpClient client = HttpClient.newBuilder().sslContext(server.trust()).build();
    URI uri = URI.create("https://127.0.0.1:" + server.httpsPort().getAsInt() + "/ctx/a");
    assertThat(get(client, HttpClient.Version.HTTP_1_1, uri)).isEqualTo("https HTTP/1.1 /ctx /a");
  }

  @Test
  default void theFileIsTheSame() throws Exception {
    String hello = sha256(HELLO);
    ServerProcess plain = container().at(Mount.ROOT).server();
    assertThat(plain.sha256("")).isEqualTo(hello);
    assertThat(plain.sha256("/ctx")).isEqualTo(hello);
    assertThat(container().at(Mount.MAPPED).server().sha256("/ctx"))
        .isEqualTo(sha256(MAPPED_HELLO));
  }

  @Test
  default void whatAnAppLogsIsInTheLogOnce() throws Exception {
    Mounted mounted = container().at(Mount.CONTEXT);
    String word = UUID.randomUUID().toString();
    get(HttpClient.newHttpClient(), HttpClient.Version.HTTP_1_1, mounted.uri("/a?" + word));
    assertThat(mounted.server().awaitLog("asked for " + word))
        .containsOnlyOnce("asked for " + word);
  }

  @Test
  default void stopUndeploysAndLeavesNothing() throws IOException {
    ServerProcess one = container().start(Map.of("", HELLO));
    one.stop();

    assertThat(one.log()).contains("hello é is over");
    assertThat(one.alive()).isFalse();
    assertThat(ProcessHandle.of(one.pid())).isEmpty();
    try (ServerSocket free = new ServerSocket(one.port())) {
      assertThat(free.isBound()).isTrue();
    }
  }

  @Test
  default void anAppThatDoesNotDeployIsToldWithTheConsole() {
    Map<String, Path> wars = Map.of("/bad", SmokeWars.war(FailingServlet.class, "/*"));
    assertThatThrownBy(() -> container().start(wars))
        .hasMessageContaining("this app fails on purpose");
    try (ServerProcess one = container().startUnchecked(wars)) {
      assertThat(one.log()).contains("this app fails on purpose");
    }
  }

  private static String get(HttpClient client, HttpClient.Version version, URI uri)
      throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).version(version).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
