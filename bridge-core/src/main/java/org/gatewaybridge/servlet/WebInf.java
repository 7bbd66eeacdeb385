package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of a web application's WEB-INF: where the container has unpacked it, or a copy of
 * all but its classes and libraries.
 */
final class WebInf {
  private static final String ROOT = "/WEB-INF/";
  private static final Set<String> LEFT_OUT = Set.of(ROOT + "classes/", ROOT + "lib/");

  private final ServletContext context;
  private final Path copy;

  private WebInf(ServletContext context, Path copy) {
    this.context = context;
    this.copy = copy;
  }

  /** Returns the directory; makes the copy anew if there has to be one. */
  static Path of(ServletContext context) throws IOException {
    String unpacked = context.getRealPath(ROOT);
    if (unpacked != null && Files.isDirectory(Path.of(unpacked))) {
      return Path.of(unpacked).toAbsolutePath().normalize();
    }
    if (!(context.getAttribute(ServletContext.TEMPDIR) instanceof File temporary)) {
      throw new IOException("The container has not unpacked it and gives no temporary directory");
    }
    Path copy = temporary.toPath().toAbsolutePath().resolve("gateway-web-inf");
    new WebInf(context, copy).copyAll();
    return copy;
  }

  private void copyAll() throws IOException {
    if (Files.exists(copy)) {
      try (Stream<Path> old = Files.walk(copy)) {
        for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(copy);
    copyDirectory(ROOT);
  }

  private void copyDirectory(String directory) throws IOException {
    Set<String> names = context.getResourcePaths(directory);
    if (names == null) {
      return;
    }
    for (String name : names) {
      Path target = copy.resolve(name.substring(ROOT.length())).normalize();
      if (LEFT_OUT.contains(name) || !target.startsWith(copy)) {
        continue;
      }
      if (name.endsWith("/")) {
        Files.createDirectories(target);
        copyDirectory(name);
      } else {
        try (InputStream in = context.getResourceAsStream(name)) {
          Files.copy(in, target);
        }
      }
    }
  }
}
