package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.http.ContentType;
import java.net.URI;
import java.util.List;
import org.gatewaybridge.compat.suite.JdkWebSocket;
import org.gatewaybridge.containers.ServerProcess;

/** What the FastAPI app does, as its visitors see it. */
record FastApiVisit(Visitor visitor, ServerProcess server) {

  void all() throws Exception {
    validation();
    dependencies();
    documentation();
    visitor.given().get("/sync").then().body("sync", equalTo(true));
    visitor.given().get("/stream").then().body(endsWith("line 98\nline 99\n"));
    visitor
        .given()
        .multiPart("file", "a.bin", new byte[2_000_000])
        .post("/files")
        .then()
        .body("size", equalTo(2_000_000));
    visitor.given().get("/tasks").then().statusCode(200);
    Done.await(visitor, "task");
    sockets();
  }

  private void validation() {
    visitor.given().get("/").then().body("ready", equalTo(true)); // the start-up has run
    visitor.given().get("/items/7?q=x").then().body("item_id", equalTo(7)).body("q", equalTo("x"));
    visitor.given().get("/items/seven").then().statusCode(422);
    visitor
        .given()
        .contentType(ContentType.JSON)
        .body("{\"name\": \"tea\", \"price\": 2.5}")
        .post("/items")
        .then()
        .statusCode(201)
        .body("name", equalTo("tea"));
    visitor
        .given()
        .contentType(ContentType.JSON)
        .body("{\"name\": \"tea\"}")
        .post("/items")
        .then()
        .statusCode(422)
        .body("detail.loc.flatten()", hasItem("price"));
  }

  private void dependencies() throws Exception {
    visitor.given().header("X-Token", "good").get("/me").then().body("name", equalTo("ada"));
    visitor
        .given()
        .header("X-Token", "bad")
        .get("/me")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", equalTo("Token"));
    visitor.given().header("X-Token", "broken").get("/me").then().statusCode(500);
    server.awaitLog("RuntimeError: the dependency failed");
    visitor.given().get("/resource").then().body("state", equalTo("open"));
    Done.await(visitor, "dependency closed");
  }

  /** The page tells the browser where the schema is, under the context path. */
  private void documentation() {
    String schema = visitor.contextPath() + "/openapi.json";
    visitor.given().get("/docs").then().statusCode(200).body(containsString("'" + schema + "'"));
    visitor.given().get("/redoc").then().body(containsString("\"" + schema + "\""));
    visitor
        .given()
        .get("/openapi.json")
        .then()
        .body("servers[0].url", equalTo(visitor.contextPath()))
        .body("paths.keySet()", hasItem("/items/{item_id}"));
  }

  private void sockets() throws Exception {
    URI address = URI.create(visitor.address("").toString().replaceFirst("http", "ws"));
    JdkWebSocket one = JdkWebSocket.open(URI.create(address + "/chat/hall"), List.of());
    JdkWebSocket two = JdkWebSocket.open(URI.create(address + "/chat/hall"), List.of());
    two.socket().sendText("from two", true).join();
    assertThat(one.next()).isEqualTo("text from two");
    assertThat(two.next()).isEqualTo("text from two");
    one.socket().sendClose(4002, "bye").join();
    Done.await(visitor, "left with 4002");
    two.socket().abort();
    Done.await(visitor, "left with 1006");

    JdkWebSocket guest = JdkWebSocket.open(URI.create(address + "/guarded?token=good"), List.of());
    assertThat(guest.next()).isEqualTo("text welcome");
    assertThat(guest.next()).isEqualTo("closed 4000");
    assertThat(JdkWebSocket.refusal(URI.create(address + "/guarded"), List.of())).hasValue(403);
  }
}
