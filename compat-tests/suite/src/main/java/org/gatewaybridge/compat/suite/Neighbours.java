package org.gatewaybridge.compat.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.RunningContainer;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.ServerProcess;
import org.gatewaybridge.containers.User;

/** Ten WARs and more in one process: the app under other context paths and other descriptors. */
final class Neighbours {
  static final User READER = new User("ada", "lovelace", "reader");

  /** The WARs that know their own name, by the init-parameter of {@link #named}. */
  static final List<String> NAMED =
      IntStream.rangeClosed(1, 5).mapToObj(n -> "/neighbour" + n).toList();

  /** The WAR with time-out, bound and health path. */
  static final String OPERATED = "/operated";

  /** The WAR with bounds for WebSockets, and pings. */
  static final String SOCKETS = "/sockets";

  /** The WAR that ends idle WebSockets, and may compress. */
  static final String IDLE_SOCKETS = "/idle-sockets";

  private static final Map<String, String> SOCKET_LIMITS =
      Map.of(
          "gateway.websocket.origins", "https://friend.example",
          "gateway.websocket.max-message", "1k",
          "gateway.websocket.ping", "1");

  private static final Map<String, String> IDLE_LIMITS =
      Map.of(
          "gateway.websocket.idle-timeout", "1",
          "gateway.websocket.compression", "true");

  private static final Map<String, String> LIMITS =
      Map.of(
          "gateway.timeout", "1",
          "gateway.max-request-bytes", "10k",
          "gateway.health", "/health",
          "gateway.static", "/static");

  private static final String NAME = "neighbours";

  /** How a WAR differs from the app's. */
  private interface Variation {
    Path of(WarVariant app) throws IOException;
  }

  private Neighbours() {}

  /** A caller of the process that all cases of a container share. */
  static Caller on(RunningContainer container) {
    return new Caller(new Mounted(Mount.CONTEXT, shared(container)));
  }

  /** That process, for the caller to stop. */
  static ServerProcess takenFrom(RunningContainer container) {
    ServerProcess server = shared(container);
    container.handOver(NAME);
    return server;
  }

  private static ServerProcess shared(RunningContainer container) {
    return container.shared(NAME, () -> start(container));
  }

  /** Returns how many WARs a container has beside each other. */
  static int count(Container container) {
    return variations(container).size();
  }

  /** Bare Undertow would refuse the WAR: it has nobody who could log in. */
  static boolean takesConstraints(Container container) {
    return !container.recipe().equals("undertow");
  }

  private static ServerProcess start(RunningContainer running) {
    Container container = running.container();
    try {
      Path work = Path.of(System.getProperty("compat.work", "target/containers"));
      Path folder = Files.createTempDirectory(work, container.id() + "-neighbours-");
      WarVariant app = new WarVariant(Path.of(System.getProperty("compat.app", "")), folder);
      Map<String, Path> wars = new LinkedHashMap<>();
      for (Map.Entry<String, Variation> each : variations(container).entrySet()) {
        wars.put(each.getKey(), each.getValue().of(app));
      }
      return container.lackOfRealm().isPresent()
          ? running.start(wars)
          : running.start(wars, READER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Variation> variations(Container container) {
    Map<String, Variation> all = new LinkedHashMap<>();
    NAMED.forEach(path -> all.put(path, named(path)));
    all.put("/shop/v1", WarVariant::war);
    all.put("/front", WarVariant::withFrontFilter);
    all.put("/one", app -> app.withInitParameter("gateway.threads", "1"));
    all.put(OPERATED, app -> app.withStaticFiles("static", LIMITS));
    all.put(SOCKETS, app -> app.withInitParameters(SOCKET_LIMITS));
    all.put(IDLE_SOCKETS, app -> app.withInitParameters(IDLE_LIMITS));
    all.put("/default", app -> app.withUrlPattern("/"));
    all.put("/suffix", app -> app.withUrlPattern("*.do"));
    if (takesConstraints(container)) {
      all.put("/guarded", app -> app.withForbidden("/admin/*"));
    }
    if (container.lackOfRealm().isEmpty()) {
      all.put("/login", app -> app.withLogin("/guarded/*", READER.role()));
    }
    return all;
  }

  private static Variation named(String path) {
    return app -> app.withInitParameter("compat.neighbour", path);
  }
}
