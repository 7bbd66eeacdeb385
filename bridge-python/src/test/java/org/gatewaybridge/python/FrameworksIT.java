package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps that know nothing of the bridge, and a validator between the two. */
class FrameworksIT {
  private @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "/hello,200",
    "/stream,200",
    "/digest,200",
    "/exc-info,418",
    "/write,200",
    "/environ,200"
  })
  void validatorFindsNothing(String target, int status) throws Exception {
    try (PythonServer server = PythonServer.start(directory, "faults:validated()")) {
      HttpResponse<String> seen =
          server.send(
              server.request(target + "?a=b").POST(BodyPublishers.ofString("a\nb\n")).build());

      assertThat(seen.statusCode()).isEqualTo(status);
      assertThat(server.log()).doesNotContain("SEVERE").doesNotContain("AssertionError");
    }
  }

  @Test
  void flaskRunsUnchanged() throws Exception {
    assumeTrue(has("flask"), "python3-flask is not installed");
    try (PythonServer server = PythonServer.start(directory, "flask_app:app")) {
      assertThat(server.body("/")).isEqualTo("Hello from Flask\n");
      assertThat(server.body("/greet/%C3%84nne"))
          .startsWith("Hello, \u00c4nne, at http://127.0.0.1:");
      assertThat(server.body("/stream")).isEqualTo("0\n1\n2\n");
      assertThat(server.body("/file")).contains("from flask import");
      assertThat(server.get("/boom").statusCode()).isEqualTo(500);
      assertThat(server.get("/nothing").statusCode()).isEqualTo(404);
      for (String record :
          List.of(
              "WARNING python.flask_app about to fail",
              "SEVERE python.flask_app Exception on /boom [GET]\n\tTraceback",
              "\n\tRuntimeError: flask failed")) {
        PythonServer.await(record, () -> server.log().contains(record));
      }
      String form =
          String.join(
              "\r\n",
              "--x",
              "Content-Disposition: form-data; name=\"name\"",
              "",
              "Anne",
              "--x",
              "Content-Disposition: form-data; name=\"file\"; filename=\"f\"",
              "",
              "y".repeat(300_000),
              "--x--",
              "");
      assertThat(
              server
                  .send(
                      server
                          .request("/form")
                          .header("Content-Type", "multipart/form-data; boundary=x")
                          .POST(BodyPublishers.ofString(form))
                          .build())
                  .body())
          .isEqualTo("Anne 300000");
    }
  }

  @Test
  void djangoRunsUnchanged() throws Exception {
    assumeTrue(has("django"), "python3-django is not installed");
    try (PythonServer server = PythonServer.start(directory, "django_app")) {
      HttpResponse<String> hello = server.get("/");
      assertThat(hello.body()).startsWith("Hello from Django ");
      assertThat(hello.headers().firstValue("Content-Length")).isPresent();
      assertThat(server.body("/gr%C3%BC%C3%9Fe")).endsWith("at /gr\u00fc\u00dfe\n");
      assertThat(server.body("/file")).contains("import django");
      assertThat(server.get("/nothing").statusCode()).isEqualTo(404);
    }
  }

  /** As docs/deploy.md has it, for plain settings and for a module that reads them early. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void djangoNamesItsStaticFilesBelowTheContextPath(boolean early) throws Exception {
    assumeTrue(has("django"), "python3-django is not installed");
    Path war = PythonServer.war(directory.resolve("war"), "wsgi");
    Path sources = war.resolve("WEB-INF/python");
    String settings =
        """
        SECRET_KEY = "only for this test"
        ALLOWED_HOSTS = ["*"]
        ROOT_URLCONF = "theirs"
        INSTALLED_APPS = ["django.contrib.staticfiles", "early"]
        STATIC_URL = "/static/"
        from django.http import HttpResponse
        from django.urls import path
        def page(request):
            from django.templatetags.static import static
            return HttpResponse(static("site.css"))
        urlpatterns = [path("", page)]
        """;
    Files.writeString(sources.resolve("theirs.py"), settings);
    Files.writeString(
        sources.resolve("early.py"),
        early ? "from django.conf import settings\nURL = settings.STATIC_URL\n" : "");
    Files.writeString(
        sources.resolve("shop_settings.py"),
        "from theirs import *\nSTATIC_URL = 'static/'\n"
            + (early ? "FORCE_SCRIPT_NAME = '/shop'\n" : ""));
    String wsgi =
        """
        import os
        os.environ["DJANGO_SETTINGS_MODULE"] = "shop_settings"
        %s
        from django.core.wsgi import get_wsgi_application
        application = get_wsgi_application()
        """
            .formatted(early ? "import django; django.setup()" : "");
    Files.writeString(sources.resolve("wsgi.py"), wsgi);

    try (PythonServer server = PythonServer.startAt(war, "/shop")) {
      assertThat(server.body("/shop/")).isEqualTo("/shop/static/site.css");
    }
  }

  private static boolean has(String module) throws Exception {
    return new ProcessBuilder("/usr/bin/python3", "-c", "import " + module).start().waitFor() == 0;
  }
}
