package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import java.net.URI;
import java.util.List;
import org.gatewaybridge.compat.suite.JdkWebSocket;
import org.gatewaybridge.compat.wire.Field;
import org.gatewaybridge.containers.ServerProcess;

/** What Django's ASGI app and Channels do, as their visitors see it. */
record ChannelsVisit(Visitor visitor, ServerProcess server) {
  private static final String UPLOAD =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n"
          + "x".repeat(2_000_000)
          + "\r\n--b--\r\n";

  void all() throws Exception {
    String contextPath = visitor.contextPath();
    visitor
        .given()
        .get("/")
        .then()
        .body("path", equalTo(contextPath + "/"))
        .body("link", equalTo(contextPath + "/hello/Ada"));
    visitor.given().get("/hello/Ada").then().body(equalTo("Hello, Ada"));
    visitor
        .given()
        .get("/old")
        .then()
        .statusCode(302)
        .header("Location", endsWith(contextPath + "/hello/new"));
    visitor.given().formParam("name", "Ada").post("/form").then().body(equalTo("name is Ada"));
    String type = "multipart/form-data; boundary=b";
    assertThat(visitor.post("/upload", type, UPLOAD)).isEqualTo("2000000");
    visitor.given().get("/stream").then().body(endsWith("line 98\nline 99\n"));
    visitor.given().get("/nothing").then().statusCode(404);
    visitor.given().get("/boom").then().statusCode(500);
    server.awaitLog("RuntimeError: django failed");
    sockets();
  }

  private void sockets() throws Exception {
    URI address = URI.create(visitor.address("").toString().replaceFirst("http", "ws"));
    // AllowedHostsOriginValidator refuses clients that are no browsers.
    List<Field> own = List.of(new Field("Origin", "http://" + address.getAuthority()));
    JdkWebSocket one = JdkWebSocket.open(URI.create(address + "/ws/hall"), own);
    JdkWebSocket two = JdkWebSocket.open(URI.create(address + "/ws/hall"), own);
    one.socket().sendText("{\"text\": \"from one\"}", true).join();
    assertThat(one.next()).isEqualTo("text {\"text\": \"from one\"}");
    assertThat(two.next()).isEqualTo("text {\"text\": \"from one\"}");
    one.socket().sendClose(4003, "").join();
    assertThat(two.next()).isEqualTo("text {\"text\": \"left with 4003\"}");
    two.socket().abort();

    JdkWebSocket echo = JdkWebSocket.open(URI.create(address + "/ws/echo"), own);
    echo.socket().sendText("a", true).join();
    assertThat(echo.next()).isEqualTo("text a");
    echo.socket().abort();

    List<Field> foreign = List.of(new Field("Origin", "http://other.example"));
    assertThat(JdkWebSocket.refusal(URI.create(address + "/ws/echo"), foreign)).hasValue(403);
  }
}
