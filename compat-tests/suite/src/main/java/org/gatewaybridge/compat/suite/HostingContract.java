package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container does to WARs beside answering: many at once, others in front, restarts. */
public interface HostingContract extends Contract {
  int REDEPLOYMENTS = 5;

  /** Where the matrix redeploys fifty times: older versions of the two undeploy as these do. */
  Set<String> OFTEN = Set.of("tomcat11", "jetty12.1");

  @Test
  @Case(
      id = "L11",
      title = "a context path of several segments is the SCRIPT_NAME",
      source = "Servlet 6 3.5")
  default void contextPathOfSeveralSegments() {
    Caller caller = neighbours();

    Environ environ = caller.environ(caller.raw("GET", "/shop/v1/a/b?c"));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/shop/v1");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/a/b");
  }

  @Test
  @Case(id = "L12", title = "ten WARs at once are each themselves", source = "Servlet 6 10")
  default void eachNeighbourIsItself() throws Exception {
    Caller caller = neighbours();
    List<String> paths = Neighbours.NAMED;

    List<String> answers =
        InParallel.all(
            paths.size() * 2,
            3,
            n -> {
              Environ environ =
                  caller.environ(caller.raw("GET", paths.get(n % paths.size()) + "/x"));
              return environ.get("SCRIPT_NAME") + " is " + environ.get("compat.neighbour");
            });

    assertThat(Neighbours.count(container().container())).isGreaterThanOrEqualTo(10);
    assertThat(Set.copyOf(answers))
        .containsExactlyInAnyOrderElementsOf(
            paths.stream().map(path -> path + " is " + path).toList());
  }

  @Test
  @Case(
      id = "L14",
      title = "a filter in front that reads parameters leaves the query as it was sent",
      source = "Servlet 6 6.2")
  default void filterLeavesTheQueryAlone() {
    Caller caller = neighbours();
    RawRequest request = caller.raw("GET", "/front/a?b=%20c").with("X-Front", "parameters");
    RawResponse answer = caller.ask(request);

    ResponseAssert.assertThat(answer).hasHeader("X-Front-Saw", "b= c");
    assertThat(Environ.of(answer).get("QUERY_STRING")).isEqualTo("b=%20c");
  }

  @Test
  @Case(
      id = "L15",
      title = "a body that a filter in front has read is missed loudly",
      source = "Servlet 6 3.1.1")
  default void bodyThatAFilterHasReadIsMissedLoudly() {
    Caller caller = neighbours();
    RawRequest request =
        caller
            .raw("POST", "/front/a")
            .with("X-App", "body")
            .with("X-Front", "parameters")
            .with("Content-Type", "application/x-www-form-urlencoded")
            .body("name=tatsuhiko".getBytes(US_ASCII));

    ResponseAssert.assertThat(caller.ask(request)).isInternalServerError();
    caller.mounted().server().awaitLog("a filter in front of the app has read them");
  }

  @Test
  @Case(id = "L16", title = "a forwarded request is for its target", source = "Servlet 6 9.4")
  default void forwardedRequestIsForItsTarget() {
    Caller caller = neighbours();
    RawRequest request =
        caller
            .raw("GET", "/front/from?one=1")
            .with("X-Front", "forward")
            .with("X-Target", "/to/b?two=2");

    Environ environ = caller.environ(request);

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/front");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/to/b");
  }

  @Test
  @Case(
      id = "L17",
      title = "the container's login is REMOTE_USER and AUTH_TYPE",
      source = "Servlet 6 13.3, RFC 3875 4.1.11")
  default void containersLoginIsRemoteUser() {
    container().container().lackOfRealm().ifPresent(Assumptions::abort);
    Caller caller = neighbours();
    RawRequest asked = caller.raw("GET", "/login/guarded/x");

    ResponseAssert.assertThat(caller.ask(asked)).hasCode(401);
    Environ environ = caller.environ(asked.with("Authorization", "Basic YWRhOmxvdmVsYWNl"));

    assertThat(environ.get("REMOTE_USER")).isEqualTo(Neighbours.READER.name());
    assertThat(environ.get("AUTH_TYPE")).isEqualTo("BASIC");
    assertThat(caller.environ(caller.raw("GET", "/login/open")).keys())
        .doesNotContain("REMOTE_USER", "AUTH_TYPE");
  }

  @Test
  @Case(
      id = "L18",
      title = "a session survives a restart where the container keeps it, else it begins anew",
      source = "Servlet 6 7.7.2")
  default void sessionSurvivesARestart(@TempDir Path folder) throws Exception {
    boolean tomcat = container().id().startsWith("tomcat");
    Path war = tomcat ? new WarVariant(app(), folder).withTomcatSessionsKept() : app();
    try (ServerProcess first = container().start(Map.of("/kept", war))) {
      Caller caller = caller(first);
      RawRequest put = caller.raw("GET", "/kept/session").with("X-App", "session");
      String cookie = caller.ask(put.with("X-Do", "put")).head().first("Set-Cookie").orElseThrow();
      try (ServerProcess second = first.restart(List.of())) {
        assertThat(second.pid()).isNotEqualTo(first.pid());
        String value =
            caller.ask(put.with("X-Do", "get").with("Cookie", cookie.split(";", -1)[0])).text();
        observe("L18", "", value.equals("kept") ? "kept" : "begun anew");
        assertThat(value).isEqualTo(tomcat ? "kept" : "nothing");
      }
    }
  }

  @Test
  @Case(
      id = "L19",
      title = "an unpacked WAR may lie where nothing can be written",
      source = "this project")
  default void unpackedWarMayBeReadOnly() throws Exception {
    Assumptions.assumeTrue(
        container().id().startsWith("tomcat"),
        "not run: this container unpacks a WAR anew each time, where it can write");
    Assumptions.assumeTrue(ReadOnly.isPossible(), "not run: nothing can be mounted here");
    try (ServerProcess unpacking = container().start(Map.of("/still", app()))) {
      Path webapps = unpacking.deployed("/still").resolveSibling("");
      try (ServerProcess server = unpacking.restart(ReadOnly.behind(webapps))) {
        Caller caller = caller(server);
        Environ environ = caller.environ(caller.raw("GET", "/still/x"));
        assertThat(environ.get("PATH_INFO")).isEqualTo("/x");
      }
    }
  }

  @Test
  @Case(
      id = "L13",
      title = "redeployment after redeployment leaves nothing behind",
      source = "Tomcat's leak detector")
  default void redeploymentsLeaveNothing() throws IOException {
    Assumptions.assumeTrue(
        container().id().startsWith("tomcat") || container().id().startsWith("jetty"),
        "not run: tried on Tomcat and Jetty, which look for changed WARs");
    try (ServerProcess server = container().start(Map.of("/again", app()))) {
      Redeployments redeployments = new Redeployments(server, caller(server), "/again");
      redeployments.run(2);
      LiveProcess before = LiveProcess.of(server.pid());
      ThreadKinds threads = ThreadKinds.in(server.pid());
      int times =
          OFTEN.contains(container().id())
              ? Integer.getInteger("compat.redeployments", REDEPLOYMENTS)
              : REDEPLOYMENTS;
      redeployments.run(times);
      LiveProcess after = LiveProcess.of(server.pid());

      assertThat(after.appLoaders()).as("live loaders of the app").isBetween(1, 2);
      assertThat(ThreadKinds.left(server.pid(), threads)).as("threads that are left").isEmpty();
      assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 8);
      assertThat(LiveProcess.leaks(server.log())).isEmpty();
      observe("L13", "", before + " before, " + after + " after");
    }
  }

  private Path app() {
    return Path.of(System.getProperty("compat.app", ""));
  }

  private Caller neighbours() {
    return Neighbours.on(container());
  }

  private static Caller caller(ServerProcess server) {
    return new Caller(new Mounted(Mount.CONTEXT, server));
  }
}
