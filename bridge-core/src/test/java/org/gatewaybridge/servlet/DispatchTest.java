package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.middleware.StaticFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which path the app sees, whoever calls its servlet; the deployment's context path is /ctx. */
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class DispatchTest {
  private final Map<String, Object> attributes = new HashMap<>();
  private DispatcherType type = DispatcherType.REQUEST;
  private @Nullable MappingMatch match = MappingMatch.PATH;
  private @Nullable String contextPath = "/ctx";
  private @Nullable String query;
  private String method = "GET";

  private Dispatch dispatch(String uri, String servletPath, @Nullable String pathInfo) {
    return Dispatch.of(
        Fake.of(
            HttpServletRequest.class,
            new Object() {
              DispatcherType getDispatcherType() {
                return type;
              }

              String getMethod() {
                return method;
              }

              String getRequestURI() {
                return uri;
              }

              String getQueryString() {
                return query;
              }

              String getServletPath() {
                return servletPath;
              }

              String getPathInfo() {
                return pathInfo;
              }

              String getContextPath() {
                if (contextPath == null) {
                  throw new IllegalStateException("Tomcat cannot tell");
                }
                return contextPath;
              }

              Object getAttribute(String name) {
                return attributes.get(name);
              }

              HttpServletMapping getHttpServletMapping() {
                return mapping(match);
              }
            }));
  }

  private static HttpServletMapping mapping(@Nullable MappingMatch match) {
    return Fake.of(
        HttpServletMapping.class,
        new Object() {
          MappingMatch getMappingMatch() {
            return match;
          }
        });
  }

  private void included(String uri, String servletPath, @Nullable String pathInfo, String query) {
    type = DispatcherType.INCLUDE;
    attributes.put("jakarta.servlet.include.request_uri", uri);
    attributes.put("jakarta.servlet.include.context_path", "/ctx");
    attributes.put("jakarta.servlet.include.servlet_path", servletPath);
    attributes.put("jakarta.servlet.include.path_info", pathInfo);
    attributes.put("jakarta.servlet.include.query_string", query);
  }

  @Test
  void includedAppSeesWhatIsIncluded() {
    included("/ctx/app/a%20b", "/app", "/a b", "c=d");
    Dispatch dispatch = dispatch("/ctx/page", "/page", null);
    Map<String, Object> environ = new HashMap<>();

    dispatch.tell(environ);

    assertThat(dispatch.path("/ctx")).isEqualTo(new RequestPath("/ctx/app", "/a b"));
    assertThat(environ)
        .containsEntry("QUERY_STRING", "c=d")
        .containsEntry("REQUEST_URI", "/ctx/app/a%20b?c=d");
  }

  @Test
  void includeWithoutAQueryHasNotTheIncluders() {
    included("/ctx/app/a", "/app", "/a", null);
    Map<String, Object> environ = new HashMap<>();

    dispatch("/ctx/page", "/page", null).tell(environ);

    assertThat(environ)
        .containsEntry("QUERY_STRING", "")
        .containsEntry("REQUEST_URI", "/ctx/app/a");
  }

  @Test
  void mappingOfAnIncludeIsTheIncludedOnes() {
    included("/ctx/part.do", "/part.do", null, null);
    match = MappingMatch.EXACT;
    attributes.put("jakarta.servlet.include.mapping", mapping(MappingMatch.EXTENSION));

    assertThat(dispatch("/ctx/page", "/page", null).path("/ctx"))
        .isEqualTo(new RequestPath("/ctx", "/part.do"));
  }

  @Test
  void includeFromAnotherApplicationIsUnderItsOwnContext() {
    included("/ctx/app/caf\u00e9", "/app", "/caf\u00e9", null);
    contextPath = "/other";

    assertThat(dispatch("/other/page", "/page", null).path("/ctx"))
        .isEqualTo(new RequestPath("/ctx/app", "/caf\u00e9"));
  }

  @Test
  void includeByNameIsOfTheRequestsOwnPath() {
    type = DispatcherType.INCLUDE;
    match = MappingMatch.EXACT;
    Map<String, Object> environ = new HashMap<>();
    Dispatch dispatch = dispatch("/ctx/page", "/page", null);

    dispatch.tell(environ);

    assertThat(dispatch.path("/ctx")).isEqualTo(new RequestPath("/ctx/page", ""));
    assertThat(environ).isEmpty();
  }

  @Test
  void forwardWithinAnIncludeIsOfItsTarget() {
    included("/ctx/app/part", "/app", "/part", "c=d");
    type = DispatcherType.FORWARD;
    Map<String, Object> environ = new HashMap<>();
    Dispatch dispatch = dispatch("/ctx/app/target", "/app", "/target");

    dispatch.tell(environ);

    assertThat(dispatch.path("/ctx")).isEqualTo(new RequestPath("/ctx/app", "/target"));
    assertThat(environ).isEmpty();
  }

  /** Target as the container shows it: raw URI, path info, PATH_INFO. */
  @ParameterizedTest
  @CsvSource({
    "/ctx/app/a%20b,/a b,/a b",
    "/ctx/app/a b,/a b,/a b",
    "/ctx/app/café,/café,/café",
    "/ctx/app/a%20b,/a%20b,/a b", // as Open Liberty and GlassFish have it
    "/ctx/app/a%2520b,/a%2520b,/a%20b",
    "/ctx/app/a%2520b,/a%20b,/a%20b",
    "/ctx/app/a+b%2B,/a+b%2B,/a+b+",
    "/ctx/app/caf\u00e9%20b,/caf\u00e9%20b,/caf\u00e9 b",
    "/ctx/app/100%,/100%,/100%",
    "/ctx/app//a;v=1,/a,//a;v=1",
  })
  void targetOfAForwardIsReached(String uri, String told, String pathInfo) {
    type = DispatcherType.FORWARD;

    assertThat(dispatch(uri, "/app", told).path("/ctx"))
        .isEqualTo(new RequestPath("/ctx/app", pathInfo));
  }

  @Test
  void queryThatAForwardLosesIsTheRequestsOwn() {
    type = DispatcherType.FORWARD;
    attributes.put("jakarta.servlet.forward.query_string", "a=1");
    Map<String, Object> environ = new HashMap<>();

    dispatch("/ctx/app/x", "/app", "/x").tell(environ);

    assertThat(environ)
        .containsEntry("QUERY_STRING", "a=1")
        .containsEntry("REQUEST_URI", "/ctx/app/x?a=1");
    environ.clear();
    query = "b=2";
    dispatch("/ctx/app/x", "/app", "/x").tell(environ);
    assertThat(environ).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/..%2fx", "/%2e%2e/x", "/a/%2e/b", "/a%00"})
  void encodedDispatchThatIsNotResolvedIsNone(String told) {
    type = DispatcherType.FORWARD;

    assertThat(dispatch("/ctx/app" + told, "/app", told).path("/ctx")).isNull();
  }

  @Test
  void clientsEncodedPathIsDecodedAfterAnAsyncDispatch() {
    type = DispatcherType.ASYNC;

    assertThat(dispatch("/ctx/app/a%20b", "/app", "/a%20b").path("/ctx"))
        .isEqualTo(new RequestPath("/ctx/app", "/a b"));
  }

  @ParameterizedTest
  @CsvSource({"/../x", "/a/./b", "/a/.."})
  void dispatchThatIsNotResolvedIsNone(String told) {
    type = DispatcherType.FORWARD;

    assertThat(dispatch("/ctx/app" + told, "/app", told).path("/ctx")).isNull();
  }

  @Test
  void clientsPathKeepsItsGuardAfterAnAsyncDispatch() {
    type = DispatcherType.ASYNC;
    attributes.put("jakarta.servlet.async.request_uri", "/ctx/app/admin%2Fx");

    assertThat(dispatch("/ctx/app/admin%2Fx", "/app", "/admin%2Fx").path("/ctx")).isNull();
    assertThat(dispatch("/ctx/app/a b", "/app", "/a b").path("/ctx"))
        .isEqualTo(new RequestPath("/ctx/app", "/a b"));
  }

  /** Raw URI, servlet path, path info, mapping, SCRIPT_NAME, PATH_INFO. */
  @ParameterizedTest
  @CsvSource({
    "/ctx/,/index.html,,DEFAULT,/ctx,/index.html",
    "/ctx/,/index.do,,EXTENSION,/ctx,/index.do",
    "/ctx/docs/,/docs/index.html,,DEFAULT,/ctx,/docs/index.html",
    "/ctx//docs/;v=1,/docs/index.html,,DEFAULT,/ctx,/docs/index.html",
    "/ctx/,/app,/start,PATH,/ctx/app,/start",
    "/ctx/,/start,,EXACT,/ctx/start,''",
    "/ctx/,/index.html,,,/ctx,/index.html", // as Tomcat has it
  })
  void welcomeFileIsTheContainersWord(
      String uri,
      String servletPath,
      String pathInfo,
      MappingMatch how,
      String script,
      String path) {
    match = how;

    assertThat(dispatch(uri, servletPath, pathInfo).path("/ctx"))
        .isEqualTo(new RequestPath(script, path));
  }

  @ParameterizedTest
  @CsvSource({
    "/ctx/docs,/docs/index.html", // no folder
    "/ctx/docs/,/other/index.html",
    "/ctx/docs/,/docs/../admin",
    "/ctx/docs/%2e%2e/,/docs/index.html",
    "/ctx/a%2Fb/,/a%2Fb/index.html",
    "/other/,/index.html",
  })
  void otherPathThanTheUrisIsNoWelcomeFile(String uri, String servletPath) {
    match = MappingMatch.DEFAULT;

    assertThat(dispatch(uri, servletPath, null).path("/ctx")).isNull();
  }

  /** Context path of the deployment, of the request, raw URI, SCRIPT_NAME. */
  @ParameterizedTest
  @CsvSource({
    "/my%20app,/my%20app,/my%20app/app/x,/my app/app",
    "/my app,/my%20app,/my%20app/app/x,/my app/app",
    "/caf%C3%A9,/caf%C3%A9,/caf%C3%A9/app/x,/café/app",
    "/café,/caf%C3%A9,/caf%C3%A9/app/x,/café/app",
    "/a%41,/a%41,/a%2541/app/x,/a%41/app",
    "/100%,/100%25,/100%25/app/x,/100%/app",
    "/ctx,/public,/public/app/x,/public/app", // a wrapper that knows the proxy's prefix
    "/ctx,'',/app/x,/app",
    "/ctx,/ctx/public,/ctx/public/app/x,/ctx/public/app",
    "/ctx,/old,/ctx/app/x,/ctx/app",
    "/ctx,,/ctx/app/x,/ctx/app",
  })
  void contextPathIsTheOneThatTheUriHas(
      String ofDeployment, String ofRequest, String uri, String scriptName) {
    contextPath = ofRequest;

    assertThat(dispatch(uri, "/app", "/x").path(ofDeployment))
        .isEqualTo(new RequestPath(scriptName, "/x"));
  }

  @ParameterizedTest
  @CsvSource({"/public,/public/app/admin", "/public,/other/app/x", ",/other/app/x"})
  void wrapperThatContradictsItselfIsRefused(String ofRequest, String uri) {
    contextPath = ofRequest;

    assertThat(dispatch(uri, "/app", "/x").path("/ctx")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"REQUEST,1", "FORWARD,1", "ASYNC,1", "INCLUDE,0", "ERROR,0"})
  void clientsConditionsAreNotOfAPartOrAnErrorPage(DispatcherType how, int left) {
    type = how;
    Map<String, Object> environ = new HashMap<>(Map.of("HTTP_RANGE", "bytes=1-2"));

    dispatch("/ctx/app/x", "/app", "/x").withoutConditions(environ);

    assertThat(environ).hasSize(left);
  }

  @Test
  void conditionsOfWhatReadsNothingAreNotOfAPage() {
    type = DispatcherType.FORWARD;
    method = "POST";
    Map<String, Object> environ = new HashMap<>(Map.of("HTTP_IF_NONE_MATCH", "*"));

    dispatch("/ctx/page.html", "/page.html", null).withoutConditions(environ);

    assertThat(environ).isEmpty();
  }

  /** How the servlet is called, by which method, whether the file answers. */
  @ParameterizedTest
  @CsvSource({
    "REQUEST,GET,true",
    "REQUEST,HEAD,true",
    "REQUEST,POST,false",
    "INCLUDE,POST,true",
    "FORWARD,POST,true",
    "ASYNC,POST,false",
    "ERROR,POST,true",
    "ERROR,DELETE,true",
  })
  void pageOfTheApplicationsOwnIsReadWhateverTheMethod(
      DispatcherType how, String asked, boolean answers, @TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("page.html"), "page");
    StaticFiles files = StaticFiles.at("/static", folder);
    type = how;
    method = asked;
    Map<String, Object> environ = Map.of("REQUEST_METHOD", asked, "PATH_INFO", "/static/page.html");

    assertThat(dispatch("/ctx/static/page.html", "", "/static/page.html").file(files, environ))
        .matches(file -> (file != null) == answers);
  }

  @Test
  void logSaysWhichReadingsDiffer() {
    assertThat(dispatch("/ctx/app/a\n%2Fb", "/app", "/a%2Fb"))
        .hasToString(
            "REQUEST of \"/ctx/app/a\\n%2Fb\", servlet path \"/app\", path info \"/a%2Fb\"");
  }
}
