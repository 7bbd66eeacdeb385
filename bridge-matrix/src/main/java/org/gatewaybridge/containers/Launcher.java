package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts processes of one container. */
public final class Launcher {
  private static final Ports PORTS = new Ports();

  private final Container container;
  private final Path home;
  private final Path javaHome;
  private final Path work;
  private final Configuration configuration;

  /**
   * Makes a launcher, which starts nothing yet.
   *
   * @param home the container's directory, which is only read
   * @param javaHome the JDK that it runs on
   * @param work where each process gets a directory with its logs, which is kept
   */
  public Launcher(Container container, Path home, Path javaHome, Path work) {
    this(container, home, javaHome, work, Configuration.AS_PUBLISHED);
  }

  private Launcher(
      Container container, Path home, Path javaHome, Path work, Configuration configuration) {
    this.container = container;
    this.home = home;
    this.javaHome = javaHome;
    this.work = work;
    this.configuration = configuration;
  }

  private Launcher with(Configuration other) {
    return new Launcher(container, home, javaHome, work, other);
  }

  /**
   * Makes a launcher of processes with other settings than the published container. A name is one
   * of the container's own, in the place where it has its HTTP settings: on Tomcat an attribute of
   * {@code Connector}; on Jetty an argument of {@code start.jar} ({@code jetty.*}, {@code
   * --module}) or a property of the contexts' ServletHandler; on Undertow a constant of {@code
   * UndertowOptions}, or of XNIO's {@code Options}; on WildFly an attribute of {@code
   * http-listener}, or {@code task-*} of the worker; on Open Liberty of {@code httpOptions}; on
   * GlassFish and Payara a dotted name below the listener's protocol.
   */
  public Launcher with(Map<String, String> other) {
    return with(configuration.withSettings(other));
  }

  /**
   * Makes a launcher of processes whose realm has a user.
   *
   * @throws UnsupportedOperationException if the container has no realm; see {@link
   *     Container#lackOfRealm}
   */
  public Launcher with(User user) {
    container
        .lackOfRealm()
        .ifPresent(
            why -> {
              throw new UnsupportedOperationException(why);
            });
    return with(configuration.withUser(user));
  }

  /**
   * Makes a launcher of processes whose JVM gets these options beside those that it has. GlassFish
   * and Payara Server, whose own configuration holds their options, ignore them.
   */
  public Launcher withJvm(List<String> options) {
    return with(configuration.withMoreJvm(options));
  }

  /** Makes a launcher of processes with these environment variables beside the inherited ones. */
  public Launcher withEnvironment(Map<String, String> variables) {
    return with(configuration.withEnvironment(variables));
  }

  /**
   * Makes a launcher of processes whose own configuration of each context has these parameters;
   * only Tomcat and Jetty have such a place.
   */
  public Launcher withContextParameters(Map<String, String> parameters) {
    return with(configuration.withContextParameters(parameters));
  }

  /**
   * Starts a process, which the caller closes. Returns when every context answers a GET of its
   * servlet mapping's root with a status other than 404 and 5xx.
   *
   * @param wars by context path: {@code ""} is the root, else one such as {@code /ctx}
   * @throws IllegalStateException if one does not, with the end of the log
   */
  public ServerProcess start(Map<String, Path> wars) throws IOException {
    return launch(wars).mustAnswer();
  }

  /**
   * Does the same for WARs that may not deploy: returns when the container says that it is up, or
   * when it has ended.
   */
  public ServerProcess startUnchecked(Map<String, Path> wars) throws IOException {
    return launch(wars);
  }

  private ServerProcess launch(Map<String, Path> wars) throws IOException {
    Files.createDirectories(work);
    Path base = Files.createTempDirectory(work, container.id() + "-").toRealPath();
    Layout layout =
        new Layout(
            home.toRealPath(),
            base,
            javaHome,
            PORTS,
            PORTS.take(),
            PORTS.take(),
            TestCertificate.in(work.toRealPath()),
            // So that apps that are deployed one by one are deployed in the same order each time.
            Collections.unmodifiableSortedMap(new TreeMap<>(wars)),
            configuration);
    return ServerProcess.start(container.id(), Recipe.of(container.recipe()), layout);
  }
}
