package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw paths that every container must turn into the same SCRIPT_NAME and PATH_INFO, or refuse. */
public interface PathContract extends Contract {

  @Test
  @Case(
      id = "P02",
      title = "the context path with a slash is the root of the app",
      source = "PEP 3333")
  default void contextPathWithSlashIsTheRoot() {
    assertThat(pathInfo("/")).isEqualTo("/");
  }

  @Test
  @Case(id = "P03", title = "percent escapes are decoded", source = "Plack 11")
  default void escapesAreDecoded() {
    assertThat(pathInfo("/foo/bar%2cbaz")).isEqualTo("/foo/bar,baz");
  }

  @Test
  @Case(id = "P04", title = "percent escapes are decoded once", source = "Plack 12")
  default void escapesAreDecodedOnce() {
    assertThat(pathInfo("/foo/bar%252cbaz")).isEqualTo("/foo/bar%2cbaz");
  }

  @Test
  @Case(id = "P05", title = "escaped UTF-8 is text", source = "Plack 13")
  default void escapedUtf8IsText() {
    assertThat(pathInfo("/foo%E3%81%82")).isEqualTo("/foo\u3042");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%E9", "/%FF%FE", "/%C0%AE", "/%ED%A0%80"})
  @Case(id = "P06", title = "what is not UTF-8 is refused", source = "RFC 3629, decision D1")
  default void otherThanUtf8IsRefused(String path) {
    ResponseAssert.assertThat(gateway().ask(gateway().get(path))).hasCode(400);
  }

  @Test
  @Case(id = "P09", title = "NUL is refused", source = "Servlet 6 3.5.2")
  default void nulIsRefused() {
    ResponseAssert.assertThat(gateway().ask(gateway().get("/a%00b"))).hasCode(400);
  }

  @Test
  @Case(id = "P11", title = "repeated slashes are kept", source = "Plack 35, gunicorn 100")
  default void repeatedSlashesAreKept() {
    assertThat(pathInfo("//foo///bar")).isEqualTo("//foo///bar");
  }

  @ParameterizedTest
  @CsvSource({"/a/../b,/b", "/a/./b,/a/b", "/a/b/../,/a/", "/a/./,/a/"})
  @Case(id = "P13", title = "plain dot segments are resolved", source = "RFC 3986 5.2.4")
  default void dotSegmentsAreResolved(String path, String pathInfo) {
    assertThat(pathInfo(path)).isEqualTo(pathInfo);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/%2e%2e/b", "/a/.%2E/b", "/a/%2e/b"})
  @Case(id = "P14", title = "encoded dot segments are refused", source = "Servlet 6 3.5.2, 10")
  default void encodedDotSegmentsAreRefused(String path) {
    ResponseAssert.assertThat(gateway().ask(gateway().get(path))).hasCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/..;/b", "/a/..;x=1/b", "/a/.;/b"})
  @Case(id = "P15", title = "dot segments with parameters are refused", source = "Servlet 6 3.5.2")
  default void dotSegmentsWithParametersAreRefused(String path) {
    ResponseAssert.assertThat(gateway().ask(gateway().get(path))).hasCode(400);
  }

  @ParameterizedTest
  @CsvSource({"/..,/", "/../x,/x", "/a/../../x,/x"})
  @Case(
      id = "P16",
      title = "a path that leaves the context is not the context's",
      source = "Servlet 6")
  default void pathOutOfTheContextIsNotItsOwn(String path, String pathOfTheRoot) {
    RawResponse answer = gateway().ask(gateway().get(path));

    if (answer.code() == 200) { // the container has resolved it before the mapping
      assertThat(Environ.of(answer).get("SCRIPT_NAME")).isEqualTo("");
      assertThat(Environ.of(answer).get("PATH_INFO")).isEqualTo(pathOfTheRoot);
    } else {
      ResponseAssert.assertThat(answer).hasCode(400, 404);
    }
  }

  @Test
  @Case(id = "P17", title = "a path that leaves the root is refused", source = "Servlet 6 3.5.2")
  default void pathOutOfTheRootIsRefused() {
    String target = "/.." + gateway().get("/a").target();

    ResponseAssert.assertThat(gateway().ask(gateway().raw("GET", target))).hasCode(400);
  }

  @ParameterizedTest
  @CsvSource({"/a;jsessionid=X,/a", "/a;jsessionid=X/b,/a/b", "/a;v=1;jsessionid=X,/a;v=1"})
  @Case(id = "P18", title = "a session id is no part of the path", source = "Servlet 6 7.1.3")
  default void sessionIdIsNoPartOfThePath(String path, String pathInfo) {
    assertThat(pathInfo(path)).isEqualTo(pathInfo);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;v=1/b", "/a;v=1", "/a;", "/a;x;y=2/b;z"})
  @Case(id = "P19", title = "other parameters stay in the path", source = "decision D1")
  default void parametersStay(String path) {
    assertThat(pathInfo(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ctx;x=1/a", "/c%74x/a", "/c%74x;x=1/a"})
  @Case(
      id = "P20",
      title = "a disguised context path is still SCRIPT_NAME",
      source = "Servlet 6 3.5.2")
  default void disguisedContextPathIsScriptName(String target) {
    Environ environ = gateway().environ(gateway().raw("GET", target));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/ctx");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/a");
  }

  @Test
  @Case(id = "P21", title = "SCRIPT_NAME holds no dot segments", source = "Servlet 6 3.5.2")
  default void scriptNameHasNoDotSegments() {
    RawResponse answer = gateway().ask(gateway().raw("GET", "/w/../ctx/a"));

    if (answer.code() == 200) {
      assertThat(Environ.of(answer).get("SCRIPT_NAME")).isEqualTo("/ctx");
      assertThat(Environ.of(answer).get("PATH_INFO")).isEqualTo("/a");
    } else {
      ResponseAssert.assertThat(answer).hasCode(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/%", "/%2", "/a%2"})
  @Case(id = "P24", title = "broken escapes are refused", source = "RFC 3986 2.1")
  default void brokenEscapesAreRefused(String path) {
    ResponseAssert.assertThat(gateway().ask(gateway().get(path))).hasCode(400);
  }

  @Test
  @Case(
      id = "P28",
      title = "the query begins after the first question mark",
      source = "RFC 3986 3.4")
  default void queryBeginsAfterTheFirstQuestionMark() {
    Environ environ = gateway().environ(gateway().get("/a??x"));

    assertThat(environ.get("PATH_INFO")).isEqualTo("/a");
    assertThat(environ.get("QUERY_STRING")).isEqualTo("?x");
  }

  @Test
  @Case(id = "P30", title = "the absolute form is the same request", source = "RFC 9112 3.2.2")
  default void absoluteFormIsTheSameRequest() {
    RawRequest plain = gateway().get("/a?x=1");
    String target = "http://" + gateway().authority() + plain.target();

    Environ environ = gateway().environ(gateway().raw("GET", target));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/ctx");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/a");
    assertThat(environ.get("QUERY_STRING")).isEqualTo("x=1");
    assertThat(environ.get("HTTP_HOST")).isEqualTo(gateway().authority());
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/org/gatewaybridge/compat/suite/canonical-paths.tsv",
      delimiter = '\t',
      numLinesToSkip = 1)
  @Case(
      id = "P34",
      title = "a path is seen as its canonical self or not at all",
      source = "Servlet 6 3.5.2")
  default void canonicalPathOrNone(String target, String path, String answered) throws Exception {
    Caller root = at(Mount.ROOT);

    RawResponse answer = root.ask(root.raw("GET", target));

    if (answer.code() == 200 && !answered.equals("never")) {
      Environ environ = Environ.of(answer);
      assertThat(environ.get("SCRIPT_NAME")).isEqualTo("");
      assertThat(environ.get("PATH_INFO")).isEqualTo(path);
    } else {
      assertThat(answered).as(answer.toString()).isNotEqualTo("always");
      ResponseAssert.assertThat(answer).hasCode(400, 404);
    }
    observe("P34", target, String.valueOf(answer.code()));
  }

  private String pathInfo(String path) {
    Environ environ = gateway().environ(gateway().get(path));
    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/ctx");
    return String.valueOf(environ.get("PATH_INFO"));
  }
}
