package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRIPT_NAME and PATH_INFO wherever the app is mounted. */
public interface MountContract extends Contract {

  @ParameterizedTest
  @EnumSource(Mount.class)
  @Case(
      id = "E19",
      title = "SCRIPT_NAME is the mount and never ends in a slash",
      source = "PEP 3333")
  default void scriptNameIsTheMount(Mount mount) {
    for (String path : new String[] {"/", "/x", "/x/y/", "/ctxx", "/w", "/x.do"}) {
      Environ environ = at(mount).environ(at(mount).get(path));

      assertThat(environ.get("SCRIPT_NAME")).as(path).isEqualTo(mount.scriptName());
      assertThat(environ.get("PATH_INFO")).as(path).isEqualTo(path);
    }
  }

  @ParameterizedTest
  @CsvSource({"/x,/x", "'',''", "/,/"})
  @Case(
      id = "P22",
      title = "a mapping /w/* belongs to SCRIPT_NAME",
      source = "CGI, RFC 3875 4.1.13")
  default void mappingBelongsToScriptName(String path, String pathInfo) {
    for (Mount mount : new Mount[] {Mount.MAPPED, Mount.CONTEXT_MAPPED}) {
      Environ environ = at(mount).environ(at(mount).get(path));

      assertThat(environ.get("SCRIPT_NAME")).isEqualTo(mount.scriptName());
      assertThat(environ.get("PATH_INFO")).isEqualTo(pathInfo);
    }
  }

  @Test
  @Case(id = "P22", title = "a mapping is found in an encoded path too", source = "Servlet 6 3.5.2")
  default void encodedMappingIsFound() {
    Caller mapped = at(Mount.CONTEXT_MAPPED);

    Environ environ = mapped.environ(mapped.raw("GET", Mount.CONTEXT.scriptName() + "/%77/a"));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo(Mount.CONTEXT_MAPPED.scriptName());
    assertThat(environ.get("PATH_INFO")).isEqualTo("/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/other", "/W/x", "/wx", "/"})
  @Case(
      id = "P22",
      title = "what is not under the mapping is not the app's",
      source = "Servlet 6 12.2")
  default void outsideTheMappingThereIsNoApp(String path) {
    Caller mapped = at(Mount.CONTEXT_MAPPED);

    RawResponse answer = mapped.ask(mapped.raw("GET", Mount.CONTEXT.scriptName() + path));

    // The container's own files are there: 404, or what it shows for the folder of the WAR.
    ResponseAssert.assertThat(answer).hasCode(200, 403, 404).hasNoHeader("X-Echoed-Method");
    assertThat(answer.text()).doesNotContain("wsgi.input");
  }

  @Test
  @Case(
      id = "P01",
      title = "the bare context path is the app's, or leads to it",
      source = "PEP 3333")
  default void bareContextPath() throws IOException {
    String contextPath = Mount.CONTEXT.contextPath();

    RawResponse answer = gateway().ask(gateway().raw("GET", contextPath));

    if (answer.code() == 200) {
      assertThat(Environ.of(answer).get("SCRIPT_NAME")).isEqualTo(contextPath);
      assertThat(Environ.of(answer).get("PATH_INFO")).isEqualTo("");
    } else {
      ResponseAssert.assertThat(answer).hasCode(301, 302, 303, 307, 308);
      assertThat(answer.head().first("Location").orElse("")).endsWith(contextPath + "/");
    }
    observe("P01", "", answer.code() + " " + answer.head().first("Location").orElse(""));
  }
}
