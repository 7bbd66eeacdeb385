package org.gatewaybridge.servers;

import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.Resource;
import io.undertow.server.handlers.resource.ResourceChangeListener;
import io.undertow.server.handlers.resource.ResourceManager;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An app's static content for Undertow: the WAR's own files, then META-INF/resources of its jars.
 */
final class UndertowFiles implements ResourceManager {
  private final ResourceManager files;
  private final URLClassLoader jars;
  private final ResourceManager jarResources;

  private UndertowFiles(ResourceManager files, URLClassLoader jars) {
    this.files = files;
    this.jars = jars;
    this.jarResources = new ClassPathResourceManager(jars, "META-INF/resources");
  }

  static UndertowFiles of(UnpackedWar war) throws IOException {
    List<URL> jars = new ArrayList<>();
    for (Path jar : war.libraries()) {
      jars.add(jar.toUri().toURL());
    }
    return new UndertowFiles(
        new PathResourceManager(war.directory()),
        new URLClassLoader(jars.toArray(URL[]::new), null));
  }

  @Override
  public @Nullable Resource getResource(String path) throws IOException {
    Resource file = files.getResource(path);
    return file != null ? file : jarResources.getResource(path);
  }

  @Override
  public boolean isResourceChangeListenerSupported() {
    return false;
  }

  @Override
  public void registerResourceChangeListener(ResourceChangeListener listener) {}

  @Override
  public void removeResourceChangeListener(ResourceChangeListener listener) {}

  @Override
  public void close() throws IOException {
    files.close();
    jarResources.close();
    jars.close();
  }
}
