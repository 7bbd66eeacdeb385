package org.gatewaybridge.compat.recipes;

import static org.gatewaybridge.compat.suite.ResponseAssert.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The containers' own servlet answers with the files that docs/deploy.md maps to it. */
final class DefaultServletIT {

  /** {@code -Dcompat.containers=...} names others. */
  static List<String> containers() {
    return List.of(System.getProperty("compat.containers").split(","));
  }

  /** A pattern of one file means the same everywhere; one of a folder does so on Tomcat alone. */
  @ParameterizedTest
  @MethodSource("containers")
  void filesOfTheContainerNeedNoApp(String container) throws Exception {
    Written folder = Written.block("deploy.md", "Static files", "xml", 0);
    Written file = folder.with("/static/*", "/static/a.txt");
    try (ServerProcess server =
        Nodes.launcher(Container.of(container))
            .start(Map.of("/file", war(file), "/folder", war(folder)))) {
      Caller caller = new Caller(new Mounted(Mount.ROOT, server));

      answersWithFile(caller, "/file");
      assertThat(caller.ask(caller.get("/file/static/none"))).hasCode(200);
      if (container.startsWith("tomcat")) {
        answersWithFile(caller, "/folder");
        assertThat(caller.ask(caller.get("/folder/static/none"))).hasCode(404);
      } else {
        assertThat(caller.ask(caller.get("/folder/static/a.txt"))).hasCode(404);
      }
    }
  }

  private static Path war(Written mapping) throws IOException {
    Path folder = Program.folder("default-servlet");
    Path app = Path.of(System.getProperty("compat.app"));
    Path files =
        new WarVariant(app, folder).withStaticFiles("static", Map.of("gateway.lint", "true"));
    return new WarVariant(files, folder).withElements(mapping.text());
  }

  private static void answersWithFile(Caller caller, String context) {
    RawRequest file = ProxyContract.known(caller.get(context + "/static/a.txt"));

    RawResponse whole = caller.ask(file);

    assertThat(whole).hasCode(200).hasText("0123456789");
    String modified = whole.head().first("Last-Modified").orElseThrow();
    assertThat(caller.ask(file.with("If-Modified-Since", modified))).hasCode(304);
    assertThat(caller.ask(file.with("Range", "bytes=2-4"))).hasCode(206).hasText("234");
    RawRequest ledger =
        caller
            .get(context + "/ledger")
            .with("X-App", "ledger")
            .with("X-Ledger", file.first("X-Req-Id").orElseThrow());
    assertThat(caller.ask(ledger)).hasCode(200).hasText("");
  }
}
