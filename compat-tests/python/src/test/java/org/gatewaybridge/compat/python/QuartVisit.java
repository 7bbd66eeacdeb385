package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.util.List;
import org.gatewaybridge.compat.suite.JdkWebSocket;
import org.gatewaybridge.containers.ServerProcess;

/** What the Quart app does, as its visitors see it. */
record QuartVisit(Visitor visitor, ServerProcess server) {

  void all() throws Exception {
    String contextPath = visitor.contextPath();
    visitor
        .given()
        .get("/")
        .then()
        .body("greeting", equalTo("Hello"))
        .body("link", equalTo(contextPath + "/hello/Ada"));
    visitor.given().get("/hello/Ada").then().body(equalTo("Hello, Ada"));
    visitor
        .given()
        .get("/old")
        .then()
        .statusCode(302)
        .header("Location", endsWith(contextPath + "/hello/new"));
    visitor.given().formParam("name", "Ada").post("/form").then().body(equalTo("name is Ada"));
    visitor
        .given()
        .multiPart("file", "a.bin", new byte[2_000_000])
        .post("/upload")
        .then()
        .body(startsWith("2000000 "));
    visitor.given().body(new byte[5_000_000]).post("/received").then().body(equalTo("5000000"));
    visitor.given().get("/stream").then().body(endsWith("line 98\nline 99\n"));
    visitor.given().get("/task").then().statusCode(202);
    Done.await(visitor, "task");
    visitor.given().get("/boom").then().statusCode(500);
    server.awaitLog("RuntimeError: quart failed");
    socket();
  }

  private void socket() throws Exception {
    URI address = URI.create(visitor.address("/ws").toString().replaceFirst("http", "ws"));
    JdkWebSocket socket = JdkWebSocket.open(address, List.of());
    socket.socket().sendText("Ada", true).join();
    assertThat(socket.next()).isEqualTo("text Hello, Ada");
    socket.socket().sendClose(1000, "").join();
    assertThat(socket.next()).isEqualTo("closed 1000");
  }
}
