package org.gatewaybridge.compat.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.http.ContentType;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Real frameworks, unmodified, in WARs of our plugin: what people do with them. */
interface FrameworksContract extends OnContainer {

  @Test
  default void djangoAtTheRootAndUnderAContextPath() throws Exception {
    DjangoDatabase.sqlite().migrate();
    try (ServerProcess server =
        container().start(Map.of("", war("django"), "/notes", war("django")))) {
      for (String contextPath : new String[] {"", "/notes"}) {
        new DjangoVisit(new Visitor(server, contextPath)).all();
      }
      for (String contextPath : new String[] {"", "/notes"}) {
        AdminVisit.inChromium(new Visitor(server, contextPath).address("/"));
      }
    }
  }

  @Test
  default void flaskAndBottle() throws Exception {
    try (ServerProcess server =
        container().start(Map.of("/flask", war("flask"), "/bottle", war("bottle")))) {
      flask(new Visitor(server, "/flask"));
      bottle(new Visitor(server, "/bottle"), server);
    }
  }

  private static void flask(Visitor visitor) {
    visitor
        .given()
        .queryParam("name", "\u00c4nne")
        .get("/")
        .then()
        .body(containsString("<h1>Hello, \u00c4nne</h1>"));
    visitor.given().get("/static/site.css").then().statusCode(200);
    visitor
        .given()
        .formParam("name", "Ada")
        .post("/greet")
        .then()
        .statusCode(302)
        .header("Location", equalTo("/flask/?name=Ada"));
    visitor
        .given()
        .contentType(ContentType.URLENC)
        .body("x".repeat(1_000_000))
        .post("/upload")
        .then()
        .body(startsWith("1000000 bytes, SHA-256 "));
    visitor
        .given()
        .get("/nothing")
        .then()
        .statusCode(404)
        .body(containsString("<title>404 Not Found</title>"));
  }

  private static void bottle(Visitor visitor, ServerProcess server) throws Exception {
    visitor.given().get("/hello/Ada").then().body(equalTo("Hello, Ada"));
    visitor
        .given()
        .get("/boom")
        .then()
        .statusCode(500)
        .body(containsString("Internal Server Error"));
    server.awaitLog("RuntimeError: bottle failed");
    Path gate = Files.createTempFile("bottle", ".gate");
    try (InputStream stream = visitor.open("/stream?gate=" + gate).body()) {
      assertThat(new String(stream.readNBytes(2), UTF_8)).isEqualTo("0\n");
      Files.delete(gate); // for which the app waits
      assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo("1\n2\n");
    } finally {
      Files.deleteIfExists(gate);
    }
    HttpResponse<InputStream> large = visitor.open("/large");
    assertThat(large.headers().firstValueAsLong("Content-Length")).hasValue(100 << 20);
    try (InputStream stream = large.body()) {
      long size = 0;
      byte[] block = new byte[1 << 16];
      for (int n = stream.read(block); n >= 0; n = stream.read(block)) {
        size += n;
      }
      assertThat(size).isEqualTo(100 << 20);
    }
  }

  static Path war(String name) {
    return Path.of(System.getProperty("compat.wars"), name + ".war");
  }
}
