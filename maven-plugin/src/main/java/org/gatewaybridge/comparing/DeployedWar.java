package org.gatewaybridge.comparing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;
import org.gatewaybridge.matrix.Cell;
import org.gatewaybridge.matrix.RecordedExchange;

/** The WAR in one running container, under its own name as a user's would be. */
final class DeployedWar implements AutoCloseable {

  /**
   * Tomcat's messages about threads, thread locals, drivers and timers that an app leaves behind.
   */
  private static final Pattern LEAK =
      Pattern.compile(
          ".*(appears to have started a thread|created a ThreadLocal|memory leak"
              + "|failed to unregister|has failed to stop).*");

  private static final Duration DEPLOYMENT = Duration.ofSeconds(10);

  private final ServerProcess server;
  private final String contextPath;
  private final Duration patience;
  private final long startMillis;

  private DeployedWar(
      ServerProcess server, String contextPath, Duration patience, long startMillis) {
    this.server = server;
    this.contextPath = contextPath;
    this.patience = patience;
    this.startMillis = startMillis;
  }

  static DeployedWar start(Installation at, Path war, Duration patience) throws IOException {
    long begun = System.nanoTime();
    String contextPath = "/" + war.getFileName().toString().replaceFirst("\\.war$", "");
    ServerProcess server =
        new Launcher(at.container(), at.home(), at.javaHome(), at.work())
            .withEnvironment(at.environment())
            .startUnchecked(Map.of(contextPath, war));
    return new DeployedWar(
        server, contextPath, patience, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  URI address() {
    return URI.create("http://" + server.host() + ":" + server.port() + contextPath);
  }

  /** Waits until the app answers instead of the container. */
  Cell deploys() throws IOException {
    long end = System.nanoTime() + DEPLOYMENT.toNanos();
    Answer answer = front(contextPath);
    while (server.alive() && isContainersOwn(answer) && System.nanoTime() < end) {
      answer = front(contextPath);
    }
    Cell cell =
        isContainersOwn(answer)
            ? Cell.fail(
                startMillis,
                "the container answers as if there were no such app; its log: " + tail())
            : Cell.pass(startMillis);
    return cell.withEvidence(
        "an answer that is the app's own",
        "",
        List.of(new RecordedExchange("GET " + contextPath + "/", answer.toString())));
  }

  private boolean isContainersOwn(Answer answer) throws IOException {
    String nowhere = "/no-such-app";
    return answer.status() == 404
        && front(nowhere).text().replace(nowhere, contextPath).equals(answer.text());
  }

  private Answer front(String context) throws IOException {
    URI app = URI.create("http://" + server.host() + ":" + server.port() + context);
    return Answer.request(Probe.frontPage(), app, patience);
  }

  /** Stops the container as its own stop command does. */
  Cell ends() {
    long begun = System.nanoTime();
    boolean byItself = server.stop();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    return byItself
        ? Cell.pass(millis)
        : Cell.fail(millis, "the container did not end within a minute and was killed");
  }

  Cell leaks() {
    List<String> lines = server.log().lines().filter(line -> LEAK.matcher(line).matches()).toList();
    return lines.isEmpty()
        ? Cell.pass(0)
        : Cell.fail(0, "the log says: " + String.join("\n", lines));
  }

  private String tail() {
    List<String> lines = server.log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  @Override
  public void close() {
    server.stop();
  }
}
