package org.gatewaybridge.running;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to start an embedded server.
 *
 * @param container tomcat, jetty or undertow
 * @param war a WAR, packed or exploded
 * @param listen where it answers
 * @param startTimeout how long it may take until it answers
 */
public record ServerLaunch(
    ServerJvm jvm, String container, Path war, ListenAddress listen, Duration startTimeout) {

  ProcessBuilder process() {
    return jvm.process(
        "org.gatewaybridge.servers.Main",
        List.of(
            "--server",
            container,
            "--war",
            war.toString(),
            "--host",
            listen.host(),
            "--port",
            String.valueOf(listen.port()),
            "--context-path",
            listen.contextPath(),
            "--exit-with-parent"));
  }
}
