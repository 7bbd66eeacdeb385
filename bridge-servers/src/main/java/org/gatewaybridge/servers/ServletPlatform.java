package org.gatewaybridge.servers;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader above an app's own: it shows the JDK with all its modules and the server's
 * Servlet API, but nothing else of the server, which is on the same class path.
 */
final class ServletPlatform extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final ClassLoader server = ServletPlatform.class.getClassLoader();
  private final List<String> packages;

  /** Shows packages such as {@code jakarta.servlet}, and those below them. */
  ServletPlatform(String... packages) {
    super(ClassLoader.getPlatformClassLoader());
    this.packages = List.of(packages);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> type = server.loadClass(name);
    // The system loader has modules of the JDK as well (jdk.compiler ...); what lies on the class
    // path is in no named module.
    if (shown(name) || type.getModule().isNamed()) {
      return type;
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return shown(name.replace('/', '.')) ? server.getResource(name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return shown(name.replace('/', '.'))
        ? server.getResources(name)
        : Collections.emptyEnumeration();
  }

  private boolean shown(String name) {
    return packages.stream().anyMatch(shown -> name.startsWith(shown + "."));
  }
}
