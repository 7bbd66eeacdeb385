package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The app as an ordinary resource of its web application. */
public interface DispatchContract extends Contract {
  int ERROR_PAGES = 25;

  private Caller dispatches() {
    return Dispatches.on(container());
  }

  private RawRequest dispatched(String page, String how, String target) {
    return dispatches()
        .raw("GET", "/mixed" + page)
        .with("X-Dispatch", how)
        .with("X-Target", URLEncoder.encode(target, UTF_8));
  }

  /** The environ that stands in a page between what is before and what is after. */
  private Environ included(RawRequest request) {
    RawResponse page = dispatches().ask(request);
    ResponseAssert.assertThat(page).hasCode(200).isComplete();
    assertThat(page.text()).startsWith("before\n").endsWith("after\n");
    String part = page.text().replace("before\n", "").replace("after\n", "");
    return Environ.of(
        new RawResponse(
            page.head(),
            List.of(),
            part.getBytes(ISO_8859_1),
            page.framing(),
            true,
            page.chunks(),
            List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page?a=1", "/pages/x/y?a=1", "/i.page?a=1"})
  @Case(
      id = "L22",
      title = "an included app sees the included path and query",
      source = "Servlet 6 9.3.1")
  default void includedAppSeesWhatIsIncluded(String page) {
    Environ environ = included(dispatched(page, "include", "/app/part%20one?b=2"));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/mixed/app");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/part one");
    assertThat(environ.get("QUERY_STRING")).isEqualTo("b=2");
    assertThat(environ.get("REQUEST_URI")).isEqualTo("/mixed/app/part%20one?b=2");
    Environ plain = included(dispatched(page, "include", "/app/part"));
    assertThat(plain.get("QUERY_STRING")).isEmpty();
  }

  @Test
  @Case(
      id = "L22",
      title = "an app that is included by name sees the request's own path",
      source = "Servlet 6 9.3.1")
  default void appIncludedByNameSeesTheRequestsPath() {
    Environ environ = included(dispatched("/pages/x?a=1", "include-by-name", "gateway"));

    assertThat(environ.get("SCRIPT_NAME") + environ.get("PATH_INFO")).isEqualTo("/mixed/pages/x");
    assertThat(environ.get("QUERY_STRING")).isEqualTo("a=1");
  }

  @Test
  @Case(
      id = "L23",
      title = "a part of a page leaves status, headers and flushing to the page",
      source = "Servlet 6 9.3")
  default void partLeavesTheHeadToThePage() {
    Script script =
        Script.start("404 Not Found", "Content-Type", "text/html", "X-Part", "x")
            .generator()
            .yields("one\n", "two\n");
    RawRequest request =
        dispatched("/page", "include", "/app/part")
            .with("X-App", "script")
            .with("X-Script", script.encoded());

    ResponseAssert.assertThat(dispatches().ask(request))
        .hasCode(200)
        .hasText("before\none\ntwo\nafter\n")
        .hasNoHeader("X-Part")
        .hasHeader("X-After", "the part")
        .isComplete();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain; charset=utf-8", "text/plain"})
  @Case(
      id = "L24",
      title = "a part of a page of text, as of a JSP, is text",
      source = "Jakarta Pages 5.4")
  default void partOfAPageOfTextIsText(String type) {
    Script script =
        Script.start("200 OK", "Content-Type", type).generator().yields("caf\u00e9", "\n");
    RawRequest request =
        dispatched("/page", "include-text", "/app/part")
            .with("X-App", "script")
            .with("X-Script", script.encoded());

    ResponseAssert.assertThat(dispatches().ask(request))
        .hasCode(200)
        .hasText(new String("before\ncaf\u00e9\nafter\n".getBytes(UTF_8), ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before the head",
        "within the body",
        "after the page's head",
        "after the page's head, of a connection that closes",
        "after the page's head, of a page that catches"
      })
  @Case(id = "L25", title = "a page whose part fails never looks whole", source = "Servlet 6 9.5")
  default void pageWhosePartFailsNeverLooksWhole(String when) {
    Script script =
        when.equals("before the head")
            ? Script.nothing().fails("RuntimeException")
            : Script.ok().generator().yields("part\n").fails("RuntimeException");
    RawRequest request =
        dispatched("/page", "include", "/app/part")
            .with("X-App", "script")
            .with("X-Script", script.encoded());
    if (when.startsWith("after the page's head")) {
      request = request.with("X-Flush", "yes");
    }
    if (when.endsWith("closes")) {
      request = request.with("Connection", "close");
    }
    if (when.endsWith("catches")) {
      request = request.with("X-Catch", "yes");
    }

    RawResponse page = dispatches().ask(request);

    assertThat(page.code() >= 500 || !page.complete()).as(page.toString()).isTrue();
    assertThat(page.toString()).doesNotContain("SECRET").doesNotContain("after\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/a%20b", "/app/a b", "/app/caf%C3%A9", "/app/caf\u00e9"})
  @Case(id = "L26", title = "a forward reaches any path", source = "Servlet 6 9.4")
  default void forwardReachesAnyPath(String target) {
    RawRequest request = dispatched("/page?a=1", "forward", target);

    Environ environ = dispatches().environ(request);

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/mixed/app");
    assertThat(environ.get("PATH_INFO")).isEqualTo(target.contains("caf") ? "/caf\u00e9" : "/a b");
    assertThat(environ.get("QUERY_STRING")).isEqualTo("a=1");
  }

  @Test
  @Case(id = "L26", title = "a forward's query is its target's", source = "Servlet 6 9.1.1")
  default void queryOfAForwardIsItsTargets() {
    Environ environ = dispatches().environ(dispatched("/page?a=1", "forward", "/app/x?b=2"));

    assertThat(environ.get("PATH_INFO")).isEqualTo("/x");
    assertThat(environ.get("QUERY_STRING")).contains("b=2");
  }

  @Test
  @Case(id = "L26", title = "an async dispatch reaches its target", source = "Servlet 6 9.7")
  default void asyncDispatchReachesItsTarget() {
    Environ environ = dispatches().environ(dispatched("/page?a=1", "async", "/app/x%20y?b=2"));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/mixed/app");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/x y");
    assertThat(environ.get("QUERY_STRING")).contains("b=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/nothing/there", "/closed/x"})
  @Case(
      id = "L27",
      title = "an error page of the app is sent whole, again and again",
      source = "Servlet 6 10.9")
  default void errorPageIsSentWhole(String path) throws Exception {
    Assumptions.assumeTrue(
        !path.equals("/closed/x") || Neighbours.takesConstraints(container().container()),
        "not run: the container has no security constraints");
    int code = path.equals("/closed/x") ? 403 : 404;
    String body = "page of the error " + code;
    Script script = Script.start(code + " Error", "Content-Type", "text/plain").list(body);
    RawRequest request =
        dispatched(path, "error", "404").with("X-App", "script").with("X-Script", script.encoded());

    InParallel.all(
        ERROR_PAGES,
        5,
        n -> {
          List<RawResponse> answers = new ArrayList<>();
          try (RawConnection connection = dispatches().connect()) {
            connection.send(request).send(request);
            answers.add(connection.read(request));
            // Where the container closes after an error, as Tomcat does, there is no second one.
            Optional<RawResponse> second = connection.tryRead(request);
            second.ifPresent(answers::add);
          }
          answers.forEach(
              answer -> ResponseAssert.assertThat(answer).hasCode(code).hasText(body).isComplete());
          return answers.size();
        });
  }

  @Test
  @Case(
      id = "L27",
      title = "an error page sees its own path, and its status is the client's",
      source = "Servlet 6 10.9.2")
  default void errorPageSeesItsOwnPath() {
    RawRequest request = dispatched("/page?a=1", "throw", "-");

    Environ environ = dispatches().environ(request); // it starts with 200

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/mixed/app");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/errors/500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/start/", "/suffix/"})
  @Case(id = "L28", title = "a welcome file leads to the app", source = "Servlet 6 10.10")
  default void welcomeFileLeadsToTheApp(String path) {
    RawResponse answer = dispatches().ask(dispatches().raw("GET", path));

    assertThat(answer.text()).contains("PATH_INFO\t");
    Environ environ = Environ.of(answer);
    assertThat(environ.get("SCRIPT_NAME") + "/").isEqualTo(path);
    assertThat(environ.get("PATH_INFO"))
        .isEqualTo(path.equals("/suffix/") ? "/index.do" : "/index.html");
  }

  @Test
  @Case(
      id = "L29",
      title = "a filter's other context path is in SCRIPT_NAME",
      source = "X-Forwarded-Prefix")
  default void otherContextPathIsInTheScriptName() {
    RawRequest request = dispatches().raw("GET", "/mixed/app/x%20y").with("X-Wrap", "prefix");

    Environ environ = dispatches().environ(request);

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/public/app");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/x y");
    assertThat(environ.get("REQUEST_URI")).isEqualTo("/public/app/x%20y");
  }

  @Test
  @Case(
      id = "L30",
      title = "with one thread in the app, an app may include itself",
      source = "this project")
  default void appThatIncludesItselfHasItsTurn() {
    RawRequest request = dispatches().raw("GET", "/turns/x").with("X-App", "nested");

    ResponseAssert.assertThat(dispatches().ask(request)).hasText("before inner after");
  }

  @Test
  @Case(id = "L34", title = "health can be a part of a page", source = "Servlet 6 9.3")
  default void healthIsAPartOfAPage() {
    ResponseAssert.assertThat(dispatches().ask(dispatched("/page", "include", "/app/health")))
        .hasCode(200)
        .hasText("before\nready\nafter\n")
        .isComplete();
  }
}
