package org.gatewaybridge.servers;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads classes from WEB-INF/classes, then WEB-INF/lib, below the {@link ServletPlatform}. */
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
    return new WarClassLoader(
        war.app().contextPath(),
        urls.toArray(URL[]::new),
        new ServletPlatform("jakarta.servlet", "jakarta.websocket"));
  }
}
