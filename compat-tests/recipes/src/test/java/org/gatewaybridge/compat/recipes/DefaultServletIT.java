package org.gatewaybridge.compat.recipes;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The containers' own servlet answers with the files that docs/deploy.md maps to it. */
final class DefaultServletIT {

  /** {@code -Dcompat.containers=...} names others. */
  static List<String> containers() {
    return List.of(System.getProperty("compat.containers").split(","));
  }

  /** A pattern of one file means the same everywhere; one of a folder does so on Tomcat alone. */
  @ParameterizedTest
  @MethodSource("containers")
  void filesOfTheContainerNeedNoApp(String container) throws Exception {
    Snippet folder = Snippet.block("deploy.md", "Static files", "xml", 0);
    Snippet file = folder.with("/static/*", "/static/a.txt");
    try (ServerProcess server =
        Nodes.launcher(Container.of(container))
            .start(Map.of("/file", war(file), "/folder", war(folder)))) {
      answersWithFile(server, "/file");
      client(server).get("/file/static/none").then().statusCode(200);
      if (container.startsWith("tomcat")) {
        answersWithFile(server, "/folder");
        client(server).get("/folder/static/none").then().statusCode(404);
      } else {
        client(server).get("/folder/static/a.txt").then().statusCode(404);
      }
    }
  }

  private static Path war(Snippet mapping) throws IOException {
    Path folder = Program.folder("default-servlet");
    Path app = Path.of(System.getProperty("compat.app"));
    Path files =
        new WarVariant(app, folder).withStaticFiles("static", Map.of("gateway.lint", "true"));
    return new WarVariant(files, folder).withElements(mapping.text());
  }

  private static RequestSpecification client(ServerProcess server) {
    return RestAssured.given().baseUri("http://" + server.host() + ":" + server.port());
  }

  private static void answersWithFile(ServerProcess server, String context) {
    String file = context + "/static/a.txt";
    String id = UUID.randomUUID().toString();

    String modified =
        client(server)
            .header("X-Req-Id", id)
            .get(file)
            .then()
            .statusCode(200)
            .body(equalTo("0123456789"))
            .extract()
            .header("Last-Modified");
    client(server)
        .header("X-Req-Id", id)
        .header("If-Modified-Since", modified)
        .get(file)
        .then()
        .statusCode(304);
    client(server)
        .header("X-Req-Id", id)
        .header("Range", "bytes=2-4")
        .get(file)
        .then()
        .statusCode(206)
        .body(equalTo("234"));
    client(server)
        .header("X-App", "ledger")
        .header("X-Ledger", id)
        .get(context + "/ledger")
        .then()
        .statusCode(200)
        .body(equalTo(""));
  }
}
