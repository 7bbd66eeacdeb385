package org.gatewaybridge.compat.suite;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** What no WAR can change, and the container's own configuration can. */
public interface SettingContract extends Contract {
  @Test
  @Case(
      id = "L20",
      title = "told by its own settings, a container does as the others do",
      source = "docs/containers.md")
  default void settingsMakeContainersAlike() {
    String id = container().id();
    Path app = Path.of(System.getProperty("compat.app", ""));
    try (ServerProcess server = container().start(Map.of("/ctx", app), DocumentedSettings.of(id))) {
      Caller told = new Caller(new Mounted(Mount.CONTEXT, server));
      SoftAssertions.assertSoftly(
          all -> {
            see(all, told, "encoded-slash", caller -> caller.get("/a%2Fb"), "/a/b");
            see(all, told, "empty-segment", caller -> caller.get("/a//b"), "/a//b");
            see(all, told, "field-of-32-KiB", caller -> longField(caller), "/a");
            see(all, told, "body-of-a-GET", caller -> body(caller, "GET", 1), "/a");
            see(all, told, "body-of-11-MiB", caller -> body(caller, "POST", 11 << 20), "/a");
          });
    }
  }

  private static RawRequest longField(Caller caller) {
    return caller.get("/a").with("X-Long", "x".repeat(32 << 10));
  }

  private static RawRequest body(Caller caller, String method, int size) {
    return caller.get("/a").method(method).body(new byte[size]);
  }

  /** Sees that it works where it was set or comes so, and only there. */
  private void see(
      SoftAssertions all,
      Caller told,
      String feature,
      Function<Caller, RawRequest> request,
      String pathInfo) {
    String set = pathInfo(told, request);
    if (DocumentedSettings.cannot(container().id(), feature)) {
      all.assertThat(set).as(feature + ", which cannot be set").startsWith("refused");
      return;
    }
    all.assertThat(set).as(feature).isEqualTo(pathInfo);
    if (DocumentedSettings.can(container().id(), feature)) {
      all.assertThat(pathInfo(gateway(), request))
          .as(feature + " as the container comes")
          .isNotEqualTo(pathInfo);
    }
  }

  /** What the app saw once it had read the body, or how the request was refused. */
  private static String pathInfo(Caller caller, Function<Caller, RawRequest> request) {
    try {
      RawResponse answer = caller.ask(request.apply(caller).with("X-App", "environ-after-body"));
      return answer.code() == 200
          ? String.valueOf(Environ.of(answer).get("PATH_INFO"))
          : "refused by " + answer.code();
    } catch (WireViolation | UncheckedIOException closed) {
      return "refused by a closed connection";
    }
  }
}
