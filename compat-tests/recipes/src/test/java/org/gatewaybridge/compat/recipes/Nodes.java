package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LedgerView;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;

/**
 * Two containers of a kind with the compat app at the root, and at {@link #BRIEF} with a time-out
 * of a second.
 */
record Nodes(ServerProcess first, ServerProcess second) implements AutoCloseable {
  static final String BRIEF = "/brief";

  /**
   * Starts them.
   *
   * @param settings those of the connector, as {@link Launcher#with} takes them
   * @param jvm options of its JVM
   */
  static Nodes start(String container, Map<String, String> settings, List<String> jvm)
      throws IOException {
    Launcher launcher = launcher(Container.of(container)).with(settings).withJvm(jvm);
    WarVariant app = new WarVariant(Path.of(System.getProperty("compat.app")), Program.folder("w"));
    Map<String, Path> wars =
        Map.of(
            "",
            app.withStaticFiles("static", Map.of("gateway.static", "/static")),
            BRIEF,
            app.withInitParameter("gateway.timeout", "1"));
    ServerProcess first = launcher.start(wars);
    return new Nodes(first, launcher.start(wars));
  }

  static Launcher launcher(Container container) {
    return new Launcher(
        container,
        Path.of(System.getProperty("compat.homes"), container.home()),
        Path.of(System.getProperty("compat.java.home")),
        Path.of(System.getProperty("recipes.work")));
  }

  private Stream<LedgerView> ledgers(RawRequest request) {
    String id = request.first("X-Req-Id").orElseThrow();
    return Stream.of(first, second)
        .filter(ServerProcess::alive)
        .map(node -> new LedgerView(new Caller(new Mounted(Mount.ROOT, node)), id));
  }

  /** Lists what the app has noted about a request, on whichever node that came. */
  List<String> events(RawRequest request) {
    return ledgers(request).flatMap(ledger -> ledger.events().stream()).toList();
  }

  /** Notes an event that the app waits for, wherever it does. */
  void note(RawRequest request, String event) {
    ledgers(request).forEach(ledger -> ledger.note(event));
  }

  /** Takes the app at the root away from the first; returns what gives it back. */
  AutoCloseable undeployed() throws IOException {
    Path war = first.deployed("");
    Path aside = Files.move(war, Program.folder("aside").resolve(war.getFileName()));
    return () -> Files.move(aside, war);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
