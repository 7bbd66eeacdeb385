package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an environ holds, apart from the path, the headers and the server's own facts. */
public interface EnvironContract extends Contract {

  @Test
  @Case(id = "E01", title = "the request target is taken apart", source = "Plack 10")
  default void targetIsTakenApart() {
    Environ environ = gateway().environ(gateway().get("/foo/?dankogai=kogaidan"));

    assertThat(environ.get("REQUEST_METHOD")).isEqualTo("GET");
    assertThat(environ.get("SCRIPT_NAME")).isEqualTo(Mount.CONTEXT.scriptName());
    assertThat(environ.get("PATH_INFO")).isEqualTo("/foo/");
    assertThat(environ.get("QUERY_STRING")).isEqualTo("dankogai=kogaidan");
    assertThat(environ.get("SERVER_NAME")).isEqualTo(gateway().host());
    assertThat(environ.get("SERVER_PORT")).isEqualTo(String.valueOf(gateway().port()));
  }

  @Test
  @Case(id = "E02", title = "the environ can be added to and removed from", source = "PEP 3333")
  default void environIsMutable() {
    RawRequest request =
        gateway().app("environ-changed").with("X-Removed", "a").with("X-Filtered", "b");

    Environ environ = gateway().environ(request);

    assertThat(environ.get("compat.added")).isEqualTo("added");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/replaced");
    assertThat(environ.keys()).doesNotContain("HTTP_X_REMOVED", "HTTP_X_FILTERED", "QUERY_STRING");
    assertThat(environ.get("REQUEST_METHOD")).isEqualTo("GET");
  }

  @Test
  @Case(id = "E03", title = "every key without a dot has text", source = "PEP 3333, wsgiref")
  default void keysWithoutDotAreText() {
    Environ environ =
        gateway().environ(gateway().get("/%E3%81%82").with("X-L", "caf\u00e9 caf\u00c3\u00a9"));

    assertThat(environ.values())
        .allSatisfy(
            (key, value) ->
                assertThat(key.contains(".") || value.type().equals("String")).as(key).isTrue());
    assertThat(environ.keys())
        .contains(
            "REQUEST_METHOD",
            "SCRIPT_NAME",
            "PATH_INFO",
            "QUERY_STRING",
            "SERVER_NAME",
            "SERVER_PORT",
            "SERVER_PROTOCOL",
            "REMOTE_ADDR",
            "SERVER_SOFTWARE",
            "REQUEST_URI");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a?"})
  @Case(id = "E04", title = "an empty query is an empty QUERY_STRING", source = "Rack SPEC")
  default void emptyQueryIsEmptyText(String path) {
    assertThat(gateway().environ(gateway().get(path)).get("QUERY_STRING")).isEqualTo("");
  }

  @Test
  @Case(id = "E05", title = "no body, no CONTENT_TYPE, no CONTENT_LENGTH", source = "Rack SPEC")
  default void withoutBodyThereIsNoContent() {
    Environ environ = gateway().environ(gateway().get("/"));

    assertThat(environ.keys()).doesNotContain("CONTENT_TYPE", "CONTENT_LENGTH");
    assertThat(environ.keys()).doesNotContain("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH");
  }

  @Test
  @Case(id = "E06", title = "Content-Length: 0 is CONTENT_LENGTH 0", source = "waitress echo")
  default void emptyBodyHasLengthZero() {
    RawRequest request = gateway().get("/").method("POST").body(new byte[0]);

    Environ environ = gateway().environ(request.with("Content-Type", "text/x-a"));

    assertThat(environ.get("CONTENT_LENGTH")).isEqualTo("0");
    assertThat(environ.get("CONTENT_TYPE")).isEqualTo("text/x-a");
    assertThat(environ.keys()).doesNotContain("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH");
  }

  @Test
  @Case(id = "E07", title = "a GET may have a body", source = "gunicorn get_cl_nonzero")
  default void getMayHaveBody() {
    RawRequest request = gateway().app("body").body("hello".getBytes(US_ASCII));

    ResponseAssert.assertThat(gateway().ask(request))
        .hasCode(200)
        .hasHeader("X-Told-Length", "5")
        .hasText("hello");
  }

  @Test
  @Case(id = "E08", title = "wsgi.version is the list of 1 and 0", source = "PEP 3333")
  default void versionIsOneZero() {
    Environ environ = gateway().environ(gateway().get("/"));

    assertThat(environ.type("wsgi.version")).isEqualTo("List<Integer>");
    assertThat(environ.get("wsgi.version")).isEqualTo("1,0");
  }

  @Test
  @Case(id = "E09", title = "X-Forwarded-Proto alone changes no scheme", source = "Plack 4")
  default void schemeIsTheContainers() {
    Environ environ = gateway().environ(gateway().get("/").with("X-Forwarded-Proto", "https"));

    assertThat(environ.get("wsgi.url_scheme")).isEqualTo("http");
    assertThat(environ.get("HTTP_X_FORWARDED_PROTO")).isEqualTo("https");
  }

  @Test
  @Case(id = "E10", title = "many threads, one process, many requests", source = "PEP 3333")
  default void manyThreadsAndOneProcess() {
    Environ environ = gateway().environ(gateway().get("/"));

    assertThat(environ.type("wsgi.multithread")).isEqualTo("Boolean");
    assertThat(environ.get("wsgi.multithread")).isEqualTo("true");
    assertThat(environ.get("wsgi.multiprocess")).isEqualTo("false");
    assertThat(environ.get("wsgi.run_once")).isEqualTo("false");
  }

  @Test
  @Case(id = "E11", title = "the input ends where the body ends", source = "mod_wsgi")
  default void inputIsTerminated() {
    Environ environ = gateway().environ(gateway().get("/"));

    assertThat(environ.type("wsgi.input_terminated")).isEqualTo("Boolean");
    assertThat(environ.get("wsgi.input_terminated")).isEqualTo("true");
    assertThat(environ.type("wsgi.input")).isEqualTo("InputStream");
    assertThat(environ.type("wsgi.errors")).isEqualTo("Writer");
  }

  @Test
  @Case(id = "E15", title = "nobody logged in, no REMOTE_USER, no AUTH_TYPE", source = "PEP 3333")
  default void withoutLoginThereIsNoUser() {
    Environ environ = gateway().environ(gateway().get("/"));

    assertThat(environ.keys()).doesNotContain("REMOTE_USER", "AUTH_TYPE");
    assertThat(environ.keys()).doesNotContain("HTTP_AUTHORIZATION");
  }

  @Test
  @Case(id = "E16", title = "Authorization is passed through", source = "Plack 34")
  default void authorizationIsPassedThrough() {
    Environ environ = gateway().environ(gateway().get("/").with("Authorization", "Basic XXXX"));

    assertThat(environ.get("HTTP_AUTHORIZATION")).isEqualTo("Basic XXXX");
  }

  @Test
  @Case(
      id = "E17",
      title = "servlet attributes are no environ keys",
      source = "jruby-rack, inverse")
  default void attributesDoNotOverride() {
    Environ environ = gateway().environ(gateway().app("attributes"));

    assertThat(environ.get("PATH_INFO")).isEqualTo("/attributes");
    assertThat(environ.get("wsgi.url_scheme")).isEqualTo("http");
    assertThat(environ.keys()).doesNotContain("HTTP_X_EVIL");
    assertThat(environ.keys()).noneMatch(key -> key.startsWith("org.eclipse.jetty"));
  }

  @Test
  @Case(id = "E20", title = "the process' environment stays outside", source = "mod_wsgi")
  default void processEnvironmentStaysOutside() {
    assertThat(gateway().environ(gateway().get("/")).keys())
        .doesNotContain("PATH", "HOME", "PWD", "JAVA_HOME", "LANG", "USER");
  }

  @Test
  @Case(id = "E21", title = "cookies are HTTP_COOKIE and nothing else", source = "Plack 22")
  default void cookieIsHttpCookie() {
    Environ environ = gateway().environ(gateway().get("/").with("Cookie", "foo=bar"));

    assertThat(environ.get("HTTP_COOKIE")).isEqualTo("foo=bar");
    assertThat(environ.keys()).doesNotContain("COOKIE");
  }

  @Test
  @Case(id = "E26", title = "every environ belongs to its own request", source = "this project")
  default void environsAreNotMixedUp() throws Exception {
    Caller caller = gateway();

    List<Environ> environs = InParallel.all(100, 20, n -> caller.environ(numbered(n)));

    for (int n = 0; n < environs.size(); n++) {
      assertThat(environs.get(n).get("HTTP_X_NUMBER")).isEqualTo("number-" + n);
      assertThat(environs.get(n).get("PATH_INFO")).isEqualTo("/path-" + n);
      assertThat(environs.get(n).get("QUERY_STRING")).isEqualTo("query=" + n);
    }
  }

  private RawRequest numbered(int n) {
    return gateway().get("/path-" + n + "?query=" + n).with("X-Number", "number-" + n);
  }
}
