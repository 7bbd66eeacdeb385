package org.gatewaybridge.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;
import org.gatewaybridge.containers.User;
import org.jboss.shrinkwrap.api.Archive;

/** The site on one kind of container. */
final class RealContainer implements RunningContainer, AutoCloseable {
  private final Container container;
  private final Launcher launcher;
  private final Archive<?> site;
  private final Path wars;
  private final Map<String, ServerProcess> processes = new HashMap<>();

  private RealContainer(Archive<?> site, Container container, Launcher launcher, Path wars) {
    this.site = site;
    this.container = container;
    this.launcher = launcher;
    this.wars = wars;
  }

  static RealContainer serve(Archive<?> site, ContainerSettings settings) throws IOException {
    Path work =
        Files.createDirectories(
            Path.of(System.getProperty("compat.work", "target/containers")).toAbsolutePath());
    Container container = settings.container();
    RealContainer serving =
        new RealContainer(
            site,
            container,
            new Launcher(container, settings.home(), Run.ofProperties().javaHome(), work)
                .withJvm(jvm()),
            Files.createTempDirectory(work, container.id() + "-wars-"));
    serving.at(Mount.ROOT);
    return serving;
  }

  /** Takes options, spaces between, that every process of this run gets. */
  private static List<String> jvm() {
    String options = System.getProperty("compat.jvm", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split(" +"));
  }

  @Override
  public Container container() {
    return container;
  }

  @Override
  public Mounted at(Mount mount) {
    String path = mount.servletPath();
    return new Mounted(mount, shared(path, () -> startMappedAt(path)));
  }

  private ServerProcess startMappedAt(String servletPath) {
    try {
      return start(Site.unpack(site, servletPath, wars));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ServerProcess start(Map<String, Path> wars) {
    return start(launcher, wars);
  }

  @Override
  public ServerProcess start(Map<String, Path> wars, Map<String, String> settings) {
    return start(launcher.with(settings), wars);
  }

  @Override
  public ServerProcess start(
      Map<String, Path> wars, Map<String, String> settings, List<String> jvm) {
    return start(launcher.with(settings).withJvm(jvm), wars);
  }

  @Override
  public ServerProcess start(Map<String, Path> wars, User user) {
    return start(launcher.with(user), wars);
  }

  @Override
  public ServerProcess start(
      Map<String, Path> wars,
      Map<String, String> environment,
      Map<String, String> contextParameters) {
    return start(
        launcher.withEnvironment(environment).withContextParameters(contextParameters), wars);
  }

  private static ServerProcess start(Launcher launcher, Map<String, Path> wars) {
    try {
      return launcher.start(wars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ServerProcess startUnchecked(Map<String, Path> wars) {
    try {
      return launcher.startUnchecked(wars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ServerProcess shared(String name, Supplier<ServerProcess> start) {
    return processes.computeIfAbsent(name, key -> start.get());
  }

  @Override
  public void handOver(String name) {
    processes.remove(name);
  }

  @Override
  public void close() {
    processes.values().forEach(ServerProcess::stop);
    processes.clear();
  }
}
