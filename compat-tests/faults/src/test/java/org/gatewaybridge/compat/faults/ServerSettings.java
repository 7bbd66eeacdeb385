package org.gatewaybridge.compat.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.containers.Container;

/** The containers' own names for what some rows configure alike. */
record ServerSettings(Map<String, String> byName) {

  static ServerSettings none() {
    return new ServerSettings(Map.of());
  }

  /** Lets a container have so many threads for requests. */
  ServerSettings threads(Container container, int count) {
    String number = Integer.toString(count);
    return with(
        switch (container.recipe()) {
          case "tomcat" -> Map.of("maxThreads", number);
          case "undertow" ->
              Map.of("WORKER_TASK_CORE_THREADS", number, "WORKER_TASK_MAX_THREADS", number);
          case "wildfly" -> Map.of("task-core-threads", number, "task-max-threads", number);
          default -> Map.of("jetty.threadPool.maxThreads", number);
        });
  }

  /** Lets a container wait so long for the next bytes of a request. */
  ServerSettings patience(Container container, Duration patience) {
    String millis = Long.toString(patience.toMillis());
    return with(
        switch (container.recipe()) {
          case "tomcat" -> Map.of("connectionTimeout", millis);
          case "undertow" -> Map.of("REQUEST_PARSE_TIMEOUT", millis, "READ_TIMEOUT", millis);
          case "wildfly" -> Map.of("request-parse-timeout", millis, "read-timeout", millis);
          default -> Map.of("jetty.http.idleTimeout", millis);
        });
  }

  /** Lets a container keep a connection so long without a request. */
  ServerSettings idle(Container container, Duration idle) {
    String millis = Long.toString(idle.toMillis());
    return with(
        switch (container.recipe()) {
          case "tomcat" -> Map.of("keepAliveTimeout", millis);
          case "undertow" -> Map.of("NO_REQUEST_TIMEOUT", millis);
          case "wildfly" -> Map.of("no-request-timeout", millis);
          default -> Map.of("jetty.http.idleTimeout", millis);
        });
  }

  /** Lets a container end as docs/operate.md says; only Jetty has to be told. */
  ServerSettings gracefulEnd(Container container) {
    return container.recipe().startsWith("jetty")
        ? with(Map.of("--module", "graceful", "jetty.server.stopTimeout", "30000"))
        : this;
  }

  private ServerSettings with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(byName);
    all.putAll(more);
    return new ServerSettings(all);
  }
}
