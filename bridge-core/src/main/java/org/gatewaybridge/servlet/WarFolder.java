package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.UnavailableException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.middleware.StaticFiles;
import org.gatewaybridge.settings.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a WAR as a directory, or a file of it: where the container has unpacked it, or a
 * copy, which is without the classes and libraries of WEB-INF.
 */
final class WarFolder {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final Set<String> LEFT_OUT = Set.of("/WEB-INF/classes/", "/WEB-INF/lib/");

  private final ServletContext context;
  private final String folder;
  private final Path copy;

  private WarFolder(ServletContext context, String folder, Path copy) {
    this.context = context;
    this.folder = folder;
    this.copy = copy;
  }

  /**
   * Returns an app for the static files of a WAR, null if there are none.
   *
   * @param paths folders and files of the WAR
   * @throws UnavailableException if one of them does not exist, or cannot be copied
   */
  static @Nullable StaticFiles staticFiles(ServletContext context, List<String> paths)
      throws UnavailableException {
    StaticFiles files = null;
    for (String path : paths) {
      try {
        Path place = fileOrFolder(context, path);
        files = files == null ? StaticFiles.at(path, place) : files.and(path, place);
      } catch (IOException e) {
        UnavailableException failure =
            new UnavailableException(
                "gateway.static names " + Escaped.quoted(path) + ", but " + e.getMessage());
        failure.initCause(e);
        throw failure;
      }
    }
    return files == null ? null : files.withoutLastModified();
  }

  /** Returns the parameters of a factory: the deployment's, and the folder of WEB-INF. */
  static Map<String, String> forFactory(Parameters parameters, ServletContext context) {
    try {
      return parameters.with("gateway.web-inf", of(context, "/WEB-INF/").toString());
    } catch (IOException e) { // most factories do not need it
      LOG.log(Level.WARNING, "WEB-INF cannot be unpacked; gateway.web-inf is not set", e);
      return parameters;
    }
  }

  /**
   * Returns the file of that path in the WAR, or else the directory.
   *
   * @throws IOException if the WAR has neither, or it cannot be copied
   */
  static Path fileOrFolder(ServletContext context, String path) throws IOException {
    String unpacked = context.getRealPath(path);
    if (unpacked != null && Files.isRegularFile(Path.of(unpacked))) {
      return Path.of(unpacked).toAbsolutePath().normalize();
    }
    if (has(context, path + '/')) {
      return of(context, path + '/');
    }
    try (InputStream in = context.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("the WAR has no such folder or file");
      }
      Path copy = copyOf(context, path);
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    }
  }

  private static boolean has(ServletContext context, String folder) {
    String unpacked = context.getRealPath(folder);
    Set<String> names = context.getResourcePaths(folder);
    return (unpacked != null && Files.isDirectory(Path.of(unpacked)))
        || (names != null && !names.isEmpty());
  }

  /**
   * Returns the directory; makes the copy anew if there has to be one.
   *
   * @param folder its path in the WAR, as {@code /WEB-INF/}
   * @throws IOException if the WAR has no such folder, or it cannot be copied
   */
  static Path of(ServletContext context, String folder) throws IOException {
    String unpacked = context.getRealPath(folder);
    if (unpacked != null && Files.isDirectory(Path.of(unpacked))) {
      return Path.of(unpacked).toAbsolutePath().normalize();
    }
    if (context.getResourcePaths(folder) == null) {
      throw new IOException("The WAR has no folder " + folder);
    }
    Path copy = copyOf(context, folder);
    new WarFolder(context, folder, copy).copyAll();
    return copy;
  }

  private static Path copyOf(ServletContext context, String path) throws IOException {
    if (!(context.getAttribute(ServletContext.TEMPDIR) instanceof File temporary)) {
      throw new IOException("The container has not unpacked it and gives no temporary directory");
    }
    String name = path.replace("-", "-0").replace("/", "-1"); // no two paths have the same
    return temporary.toPath().toAbsolutePath().resolve("gateway" + name);
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
    copyDirectory(folder);
  }

  private void copyDirectory(String directory) throws IOException {
    Set<String> names = context.getResourcePaths(directory);
    if (names == null) {
      return;
    }
    for (String name : names) {
      Path target = copy.resolve(name.substring(folder.length())).normalize();
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
