package org.gatewaybridge.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;
import org.jboss.shrinkwrap.api.Archive;

/** The site on one kind of container. */
final class RealContainer implements RunningContainer, AutoCloseable {
  private final Container container;
  private final Launcher launcher;
  private final Map<Mount, Mounted> mounts = new EnumMap<>(Mount.class);

  private RealContainer(Container container, Launcher launcher) {
    this.container = container;
    this.launcher = launcher;
  }

  static RealContainer serve(Archive<?> site, ContainerSettings settings) throws IOException {
    Path work = Path.of(System.getProperty("compat.work", "target/containers")).toAbsolutePath();
    Container container = settings.container();
    RealContainer serving =
        new RealContainer(
            container,
            new Launcher(container, settings.home(), Run.ofProperties().javaHome(), work));
    try {
      serving.serve(site, Files.createDirectories(work));
      return serving;
    } catch (IOException | RuntimeException e) {
      serving.close();
      throw e;
    }
  }

  private void serve(Archive<?> site, Path work) throws IOException {
    Path wars = Files.createTempDirectory(work, container.id() + "-wars-");
    for (Mount first : new Mount[] {Mount.ROOT, Mount.MAPPED}) {
      ServerProcess process = start(Site.unpack(site, first.servletPath(), wars));
      for (Mount mount : Mount.values()) {
        if (mount.servletPath().equals(first.servletPath())) {
          mounts.put(mount, new Mounted(mount, process));
        }
      }
    }
  }

  @Override
  public Container container() {
    return container;
  }

  @Override
  public Mounted at(Mount mount) {
    Mounted mounted = mounts.get(mount);
    if (mounted == null) {
      throw new IllegalStateException(container.id() + " is not serving " + mount);
    }
    return mounted;
  }

  @Override
  public ServerProcess start(Map<String, Path> wars) {
    return start(wars, Map.of());
  }

  @Override
  public ServerProcess start(Map<String, Path> wars, Map<String, String> settings) {
    try {
      return launcher.with(settings).start(wars);
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
  public void close() {
    mounts.values().stream().map(Mounted::server).distinct().forEach(ServerProcess::stop);
    mounts.clear();
  }
}
