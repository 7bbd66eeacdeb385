package org.gatewaybridge.compat.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatewaybridge.compat.suite.JdkWebSocket;
import org.gatewaybridge.containers.ServerProcess;

/** What the Starlette app does, as its visitors see it. */
record StarletteVisit(Visitor visitor, ServerProcess server) {

  void all() throws Exception {
    linksLeadToThemselves();
    formsAndUploads();
    streams();
    tasksAndTheEndOfStreams();
    sockets();
    visitor.given().get("/boom").then().statusCode(500);
    server.awaitLog("RuntimeError: starlette failed");
  }

  private void linksLeadToThemselves() {
    JsonPath home = visitor.given().get("/").then().statusCode(200).extract().jsonPath();
    assertThat(home.getString("greeting")).isEqualTo("Hello"); // the lifespan's state
    assertThat(home.getString("root_path")).isEqualTo(visitor.contextPath());
    assertThat(home.getString("links.home")).isEqualTo(visitor.address("/").toString());
    for (String link : List.of("home", "hello", "static", "'sub:inner'")) {
      String address = home.getString("links." + link);
      assertThat(address).startsWith(visitor.address("/").toString());
      visitor.given().get(below(address)).then().statusCode(200);
    }
    visitor.given().get("/hello/{name}", "\u00c4nne").then().body(equalTo("Hello, \u00c4nne"));
    visitor.given().get("/static/site.css").then().header("Content-Type", startsWith("text/css"));
    visitor
        .given()
        .get("/sub/inner")
        .then()
        .body("link", equalTo(visitor.address("/sub/inner").toString()));
    visitor
        .given()
        .get("/old")
        .then()
        .statusCode(307)
        .header("Location", equalTo(visitor.address("/hello/new").toString()));
    visitor
        .given()
        .get("/slash")
        .then()
        .statusCode(307)
        .header("Location", equalTo(visitor.address("/slash/").toString()));
    visitor.given().get("/nothing").then().statusCode(404);
    visitor.given().post("/page").then().statusCode(405);
  }

  private String below(String address) {
    return address.substring(visitor.address("").toString().length());
  }

  private void formsAndUploads() {
    visitor.given().formParam("name", "Ada").post("/form").then().body(equalTo("name is Ada"));
    visitor
        .given()
        .multiPart("file", "a.bin", new byte[3_000_000])
        .post("/upload")
        .then()
        .body(startsWith("a.bin: 3000000 "));
    visitor.given().body(new byte[5_000_000]).post("/received").then().body(equalTo("5000000"));
  }

  private void streams() throws Exception {
    Path gate = Files.createTempFile("starlette", ".gate");
    try (InputStream stream = visitor.open("/stream?gate=" + gate).body()) {
      assertThat(new String(stream.readNBytes(2), UTF_8)).isEqualTo("0\n");
      Files.delete(gate); // for which the app waits
      assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo("1\n2\n");
    } finally {
      Files.deleteIfExists(gate);
    }
    visitor
        .given()
        .header("Last-Event-ID", "41")
        .get("/events")
        .then()
        .header("Content-Type", startsWith("text/event-stream"))
        .body(containsString("id: 42\ndata: event 42\n\n"));
  }

  /** An app hears of a client that has gone, and works on after its answer. */
  private void tasksAndTheEndOfStreams() throws Exception {
    String name = "for" + visitor.contextPath().replace("/", "-");
    try (InputStream stream = visitor.open("/endless?name=" + name).body()) {
      assertThat(new String(stream.readNBytes(6), UTF_8)).isEqualTo("data: ");
    }
    visitor.given().get("/task?name=" + name).then().statusCode(202);
    Done.await(visitor, "stream " + name);
    Done.await(visitor, "task " + name);
  }

  private void sockets() throws Exception {
    URI address = URI.create(visitor.address("/ws").toString().replaceFirst("http", "ws"));
    JdkWebSocket socket = JdkWebSocket.open(address, List.of(), "v2", "v1");
    assertThat(socket.socket().getSubprotocol()).isEqualTo("v2");
    socket.socket().sendText("Ada", true).join();
    assertThat(socket.next()).isEqualTo("text Hello, Ada");
    socket.socket().sendClose(1000, "").join();
    assertThat(socket.next()).isEqualTo("closed 1000");
  }
}
