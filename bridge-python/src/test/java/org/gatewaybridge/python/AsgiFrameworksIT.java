package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frameworks of Debian: paths, links, redirects and mounts, at the root and in a context. */
class AsgiFrameworksIT {
  private @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "starlette,/",
    "starlette,/ctx",
    "fastapi,/ctx",
    "quart,/",
    "quart,/ctx",
    "django,/",
    "django,/ctx"
  })
  void pagesAndLinksAreRight(String framework, String context) throws Exception {
    Path war =
        PythonServer.war(
            directory.resolve("war"),
            "asgi_frameworks:" + framework + "()",
            "python.workers",
            "1",
            "python.request-timeout",
            "30");
    String root = context.equals("/") ? "" : context;
    try (PythonServer server = PythonServer.startAt(war, context)) {
      String base = server.request(root).build().uri().toString();

      assertThat(server.body(root + "/page")).isEqualTo("page");
      assertThat(server.body(root + "/sub/page")).isEqualTo("page");
      assertThat(server.body(root + "/links"))
          .isEqualTo(base + "/links " + base + "/page " + base + "/sub/page");
      HttpResponse<String> redirect = server.get(root + "/go");
      assertThat(redirect.statusCode()).isIn(302, 307);
      assertThat(redirect.headers().firstValue("Location").orElse(""))
          .isIn(base + "/page", root + "/page");
      assertThat(server.body(root + "/thread")).isEqualTo("thread");
      assertThat(server.body(root + "/stream")).isEqualTo("0 1 2 ");
      assertThat(
              server
                  .send(
                      server
                          .request(root + "/echo")
                          .POST(BodyPublishers.ofString("x".repeat(300_000)))
                          .build())
                  .body())
          .isIn("x".repeat(300_000), "CSRF");
      assertThat(server.get(root + "/nowhere").statusCode()).isEqualTo(404);
    }
  }
}
