package org.gatewaybridge.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.shrinkwrap.api.Archive;

/** The site on one kind of container. */
final class RealContainer implements RunningContainer, AutoCloseable {
  private final String id;
  private final ContainerSettings settings;
  private final Ports ports;
  private final Path work;
  private final Map<Mount, Mounted> mounts = new EnumMap<>(Mount.class);

  private RealContainer(String id, ContainerSettings settings, Ports ports, Path work) {
    this.id = id;
    this.settings = settings;
    this.ports = ports;
    this.work = work;
  }

  static RealContainer serve(Archive<?> site, ContainerSettings settings, Ports ports)
      throws IOException {
    Path work =
        Files.createDirectories(
            Path.of(System.getProperty("compat.work", "target/containers")).toAbsolutePath());
    RealContainer container = new RealContainer(settings.getId(), settings, ports, work);
    try {
      container.serve(site);
      return container;
    } catch (IOException | RuntimeException e) {
      container.close();
      throw e;
    }
  }

  private void serve(Archive<?> site) throws IOException {
    Path wars = Files.createTempDirectory(work, id + "-wars-");
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
  public String id() {
    return id;
  }

  @Override
  public String version() {
    return settings.getVersion();
  }

  @Override
  public Mounted at(Mount mount) {
    Mounted mounted = mounts.get(mount);
    if (mounted == null) {
      throw new IllegalStateException(id + " is not serving " + mount);
    }
    return mounted;
  }

  @Override
  public ServerProcess start(Map<String, Path> wars) {
    try {
      return launch(wars).mustAnswer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ServerProcess startUnchecked(Map<String, Path> wars) {
    try {
      return launch(wars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RealProcess launch(Map<String, Path> wars) throws IOException {
    Path base = Files.createTempDirectory(work, id + "-").toRealPath();
    Layout layout =
        new Layout(
            settings.home(),
            base,
            settings.javaHome(),
            ports,
            ports.take(),
            ports.take(),
            TestCertificate.in(work),
            Map.copyOf(wars));
    return RealProcess.start(id, Recipe.of(settings.getKind()), layout);
  }

  @Override
  public void close() {
    mounts.values().stream().map(Mounted::server).distinct().forEach(ServerProcess::stop);
    mounts.clear();
  }
}
