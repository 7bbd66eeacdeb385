package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Path cases P01 to P24 of the conformance list, with what a container makes of each. */
@SuppressWarnings("NullAway") // a null fails the test as it shall
class RequestPathTest {

  /** Under context path /ctx and mapping /*: raw URI, the container's path info, our PATH_INFO. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/ctx,\"\",\"\"",
        "/ctx/,/,/",
        "/ctx/foo/bar,/foo/bar,/foo/bar",
        "/ctx/foo/bar%2cbaz,\"/foo/bar,baz\",\"/foo/bar,baz\"",
        "/ctx/foo/bar%252cbaz,/foo/bar%2cbaz,/foo/bar%2cbaz",
        "/ctx/foo%E3%81%82,/fooあ,/fooあ",
        "/ctx/a%20b,/a b,/a b",
        "/ctx/a;v=%252Fb,/a,/a;v=%2Fb",
        "/ctx/a;v=%20w%3bx,/a,/a;v= w;x",
        "/ctx/%41,/A,/A",
        "/ctx/%EF%BF%BD,/\uFFFD,/\uFFFD",
        "/ctx/a%2Eb%2E,/a.b.,/a.b.",
        "/ctx/%2Ewell-known,/.well-known,/.well-known",
        "/ctx/%23%3F%25%7F,/#?%\u007f,/#?%\u007f",
        "/ctx/%C3%A9/%41//b,/é/A/b,/é/A//b",
        "/ctx//foo///bar,/foo/bar,//foo///bar",
        "/ctx//foo///bar,//foo///bar,//foo///bar",
        "//ctx/a,/a,/a",
        "/ctx/a/../b,/b,/b",
        "/ctx/a/./b,/a/b,/a/b",
        "/ctx/a/..,/,/",
        "/ctx/a/.,/a/,/a/",
        "/ctx/.well-known/x,/.well-known/x,/.well-known/x",
        "/ctx/a;jsessionid=X,/a,/a",
        "/ctx/a;jsessionid=X/b,/a/b,/a/b",
        "/ctx/a;v=1/b,/a/b,/a;v=1/b",
        "/ctx/a;v=1;jsessionid=X;w/b,/a/b,/a;v=1;w/b",
        "/ctx;x=1/a,/a,/a",
        "/c%74x/a,/a,/a",
        "/w/../ctx/a,/a,/a",
        "http://h:8080/ctx/a,/a,/a",
        "/ctx/a/%2Fb,/a/b,/a//b",
        "/ctx/...,/...,/...",
      })
  void pathFollowsTheRawUri(String uri, String containerPathInfo, String pathInfo) {
    assertThat(RequestPath.of(uri, "/ctx", containerPathInfo, ""))
        .isEqualTo(new RequestPath("/ctx", pathInfo));
  }

  @ParameterizedTest
  @CsvSource({
    "/ctx/a/%2e%2e/b,/b", // encoded dots
    "/ctx/a/%2E%2e/b,/a/../b",
    "/ctx/a/.%2e/b,/b",
    "/ctx/a/%2e/b,/a/b",
    "/ctx/a/..;/b,/b", // dots with parameters
    "/ctx/a/.;x=1/b,/a/b",
    "/ctx/a/%2e%2e;/b,/b",
    "/ctx/..,/..", // out of the context
    "/ctx/../x,/../x",
    "/../ctx/a,/a",
    "/ctx/a/../../../ctx/a,/a",
    "/ctx/a%00b,/ab", // NUL
    "/ctx/%E9,/\uFFFD", // not UTF-8
    "/ctx/%FF%FE,/\uFFFD\uFFFD",
    "/ctx/%C0%AE,/.",
    "/ctx/%ED%A0%80,/x",
    "/ctx/a#b,/a#b", // a fragment, which GlassFish lets through
    "/ctx/%zz,/x", // no escape
    "/ctx/%,/x",
    "/ctx/%2,/x",
    "/ctx/%+1,/x",
    "/ctx/a%2Fb,/a%2Fb", // the container saw another path
    "/ctx/a%5Cb,/a%5Cb",
    "/ctx/admin;x/y,/admin;x/y",
    "/ctx/a;%2fadmin%2fx,/a", // another segment hidden in a parameter
    "/ctx/a;v=%2Fadmin/x,/a/x",
    "/ctx/a;b%2f..%2fadmin,/a",
    "/ctx/a;%5cadmin,/a",
    "/ctx/a;\\admin,/a",
    "/ctx/;%2fadmin,/",
    "/ctx/a;jsessionid=%2Fadmin,/a",
    "/ctx;%2fa/b,/b",
    "/ctx/a;%00,/a",
    "/ctx/admin%3Bx/y,/admin;x/y", // parameters hidden in a name
    "/ctx/a%3b,/a;",
    "/ctx/a%2F..%2Fb,/a/../b",
    "/ctx/a%2F..%2Fb,/b",
    "/ctx//a/../b,/c",
    "/ctx/a/../b,/a/../b", // the container has not resolved it: its constraints saw /a/..
    "/ctx/./admin/x,/./admin/x",
    "/ctx/a/../admin/x,/a/../admin/x",
    "/other/a,/a",
    "ctx/a,/a",
    "*,/a",
  })
  void pathThatCouldDeceiveIsNone(String uri, String containerPathInfo) {
    assertThat(RequestPath.of(uri, "/ctx", containerPathInfo, "")).isNull();
  }

  /** Under context path /ctx and mapping /w/*. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/ctx/w/x,/x,/x",
        "/ctx/w,\"\",\"\"",
        "/ctx/w/,/,/",
        "/ctx/%77/a,/a,/a",
        "/ctx/w;p=1/a,/a,/a",
        "/ctx//w/a,/a,/a",
        "/ctx/w//a,/a,//a"
      })
  void servletPathBelongsToTheScript(String uri, String containerPathInfo, String pathInfo) {
    assertThat(RequestPath.of(uri, "/ctx/w", containerPathInfo, "/w"))
        .isEqualTo(new RequestPath("/ctx/w", pathInfo));
  }

  @ParameterizedTest
  @CsvSource({"/ctx/w/../x,/../x", "/ctx/w/a/../../x,/a/../../x", "/ctx/w/..,/..", "/ctx/x,/x"})
  void pathThatLeavesTheMappingIsNone(String uri, String containerPathInfo) {
    assertThat(RequestPath.of(uri, "/ctx/w", containerPathInfo, "/w")).isNull();
  }

  /** At the root, mapped as default servlet or by extension: the servlet path is the app's. */
  @Test
  void servletPathOfADefaultMappingIsThePathInfo() {
    assertThat(RequestPath.of("/a%20b.do", "", "/a b.do", ""))
        .isEqualTo(new RequestPath("", "/a b.do"));
    assertThat(RequestPath.of("/ctx/a.do", "/ctx", "/a.do", ""))
        .isEqualTo(new RequestPath("/ctx", "/a.do"));
  }

  @Test
  void plainPathIsTheContainersOwnString() {
    String rest = new String("/foo/bar".toCharArray());

    RequestPath path = RequestPath.of("/ctx/foo/bar", "/ctx", rest, "");

    assertThat(path).isNotNull();
    assertThat(path.pathInfo()).isSameAs(rest);
  }

  @Test
  void encodedContextPathIsUnderstood() {
    assertThat(RequestPath.of("/my%20app/x", "/my app", "/x", ""))
        .isEqualTo(new RequestPath("/my app", "/x"));
  }

  @ParameterizedTest
  @CsvSource({"*", "a", "?"})
  void targetThatIsNoPathIsNone(String uri) {
    assertThat(RequestPath.of(uri, "", uri, "")).isNull();
  }
}
