package org.gatewaybridge.servers;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WEB-INF/classes, then WEB-INF/lib, below a parent that shows the JDK and the Servlet API: nothing
 * of the server, whose class path this JVM shares.
 */
final class WarClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private WarClassLoader(String name, URL[] urls, ClassLoader parent) {
    super(name, urls, parent);
  }

  static WarClassLoader of(UnpackedWar war) throws IOException {
    List<URL> urls = new ArrayList<>();
    Path classes = war.directory().resolve("WEB-INF/classes");
    if (Files.isDirectory(classes)) {
      urls.add(classes.toUri().toURL());
    }
    for (Path jar : war.libraries()) {
      urls.add(jar.toUri().toURL());
    }
    return new WarClassLoader(war.app().contextPath(), urls.toArray(URL[]::new), new Platform());
  }

  /** The JDK, all its modules, and the Servlet API that the server brings. */
  private static final class Platform extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final ClassLoader server = WarClassLoader.class.getClassLoader();

    Platform() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> type = server.loadClass(name);
      // The system loader has modules of the JDK as well (jdk.compiler ...); what lies on the class
      // path is in no named module.
      if (name.startsWith("jakarta.servlet.") || type.getModule().isNamed()) {
        return type;
      }
      throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
      return name.startsWith("jakarta/servlet/") ? server.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      return name.startsWith("jakarta/servlet/")
          ? server.getResources(name)
          : Collections.emptyEnumeration();
    }
  }
}
