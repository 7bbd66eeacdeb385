package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.containers.ServerProcess;

/** What the rows share that are about asynchronous Python and WebSockets. */
public interface AsyncFaultContract extends FaultContract {
  /** Where the ASGI app is, and where the compat app in Java. */
  String ASGI = "/asgi";

  String JAVA = "/java";

  Duration A_WHILE = Duration.ofSeconds(30);

  /** The ASGI app's WAR with those settings. */
  default Path asgi(String... settings) throws IOException {
    return AsgiApp.war(war().folder(), pairs(settings));
  }

  /** The compat app's WAR with those settings. */
  default Path java(String... settings) throws IOException {
    return war().withInitParameters(pairs(settings));
  }

  private static Map<String, String> pairs(String... settings) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      pairs.put(settings[i], settings[i + 1]);
    }
    return pairs;
  }

  /** Starts a server with so many threads: on Java 17 each stream holds one. */
  default ServerProcess server(int threads, Map<String, Path> wars) {
    return server(threads, wars, List.of());
  }

  /** Does the same with options of its JVM. */
  default ServerProcess server(int threads, Map<String, Path> wars, List<String> jvm) {
    Map<String, String> settings =
        ServerSettings.none().threads(container().container(), threads).byName();
    return container().start(wars, settings, jvm);
  }

  default AsgiApp asgiOn(ServerProcess server) {
    return new AsgiApp(at(server, ASGI));
  }
}
