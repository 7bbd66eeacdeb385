package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private final Map<String, String> settings;
  private final List<User> users;
  private final List<String> jvm;
  private final Map<String, String> environment;
  private final Map<String, String> contextParameters;

  /**
   * Makes a launcher, which starts nothing yet.
   *
   * @param home the container's directory, which is only read
   * @param javaHome the JDK that it runs on
   * @param work where each process gets a directory, with its logs, that stays
   */
  public Launcher(Container container, Path home, Path javaHome, Path work) {
    this(container, home, javaHome, work, Map.of(), List.of(), List.of(), Map.of(), Map.of());
  }

  private Launcher(
      Container container,
      Path home,
      Path javaHome,
      Path work,
      Map<String, String> settings,
      List<User> users,
      List<String> jvm,
      Map<String, String> environment,
      Map<String, String> contextParameters) {
    this.container = container;
    this.home = home;
    this.javaHome = javaHome;
    this.work = work;
    this.settings = settings;
    this.users = users;
    this.jvm = jvm;
    this.environment = environment;
    this.contextParameters = contextParameters;
  }

  /**
   * Makes a launcher of processes that are configured otherwise than the container comes. A name is
   * one of the container's own, in the place where it has its HTTP settings: on Tomcat an attribute
   * of {@code Connector}; on Jetty an argument of {@code start.jar} ({@code jetty.*}, {@code
   * --module}) or a property of the contexts' ServletHandler; on Undertow a constant of {@code
   * UndertowOptions}, or of XNIO's {@code Options}; on WildFly an attribute of {@code
   * http-listener}, or {@code task-*} of the worker; on Open Liberty of {@code httpOptions}; on
   * GlassFish and Payara a dotted name below the listener's protocol.
   */
  public Launcher with(Map<String, String> other) {
    return new Launcher(
        container,
        home,
        javaHome,
        work,
        Map.copyOf(other),
        users,
        jvm,
        environment,
        contextParameters);
  }

  /**
   * Makes a launcher of processes that know somebody.
   *
   * @throws UnsupportedOperationException if it cannot; see {@link Container#lackOfRealm}
   */
  public Launcher with(User user) {
    container
        .lackOfRealm()
        .ifPresent(
            why -> {
              throw new UnsupportedOperationException(why);
            });
    return new Launcher(
        container,
        home,
        javaHome,
        work,
        settings,
        List.of(user),
        jvm,
        environment,
        contextParameters);
  }

  /**
   * Makes a launcher of processes whose JVM gets these options beside those that it has. GlassFish
   * and Payara Server, whose own configuration holds their options, ignore them.
   */
  public Launcher withJvm(List<String> options) {
    List<String> all = new ArrayList<>(jvm);
    all.addAll(options);
    return new Launcher(
        container,
        home,
        javaHome,
        work,
        settings,
        users,
        Collections.unmodifiableList(all),
        environment,
        contextParameters);
  }

  /** Makes a launcher of processes that have these variables beside those of this one. */
  public Launcher withEnvironment(Map<String, String> variables) {
    return new Launcher(
        container,
        home,
        javaHome,
        work,
        settings,
        users,
        jvm,
        Map.copyOf(variables),
        contextParameters);
  }

  /**
   * Makes a launcher of processes whose own configuration of each context has these parameters;
   * only Tomcat and Jetty have such a place.
   */
  public Launcher withContextParameters(Map<String, String> parameters) {
    return new Launcher(
        container, home, javaHome, work, settings, users, jvm, environment, Map.copyOf(parameters));
  }

  /**
   * Starts a process, which the caller closes. Returns when every context answers a GET of its
   * servlet mapping's root with something else than 404 and 5xx.
   *
   * @param wars by context path: {@code ""} is the root, else one such as {@code /ctx}
   * @throws IllegalStateException if it does not, with the end of the log
   */
  public ServerProcess start(Map<String, Path> wars) throws IOException {
    return launch(wars).mustAnswer();
  }

  /**
   * Does the same for WARs that may not deploy: returns when the container says that it is up, or
   * has ended by itself.
   */
  public ServerProcess startUnchecked(Map<String, Path> wars) throws IOException {
    return launch(wars);
  }

  private RealProcess launch(Map<String, Path> wars) throws IOException {
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
            // Where apps are deployed one by one, the order is the same each time.
            Collections.unmodifiableSortedMap(new TreeMap<>(wars)),
            settings,
            users,
            jvm,
            environment,
            contextParameters);
    return RealProcess.start(container.id(), Recipe.of(container.recipe()), layout);
  }
}
