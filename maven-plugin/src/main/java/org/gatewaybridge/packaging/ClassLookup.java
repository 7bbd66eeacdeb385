package org.gatewaybridge.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;

/** Finds class files in a project, its libraries and the JDK, and reads them with Jandex. */
final class ClassLookup implements AutoCloseable {
  // No class is this large, but an entry of a jar may claim to be.
  private static final int MAX_CLASS = 16 << 20;

  private final URLClassLoader loader;

  ClassLookup(Path classes, List<Path> libraries) {
    List<URL> urls = new ArrayList<>();
    urls.add(url(classes));
    libraries.forEach(library -> urls.add(url(library)));
    // Without a parent, it sees the project and the JDK, but nothing of Maven.
    loader = new URLClassLoader(urls.toArray(URL[]::new), null);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }

  /** Returns whether there is a class of that name. */
  boolean has(String type) {
    return loader.findResource(file(type)) != null;
  }

  /** Opens a class file; null if there is none of that name. */
  @Nullable InputStream open(String type) {
    return loader.getResourceAsStream(file(type));
  }

  /** Returns the path of a class file, such as {@code com/acme/Hello.class}. */
  static String file(String type) {
    return type.replace('.', '/') + ".class";
  }

  static ClassInfo read(InputStream in, Object origin) throws IOException {
    return index(in.readNBytes(MAX_CLASS), origin);
  }

  /**
   * Reads a class file.
   *
   * @throws PackagingRefused if it is not one
   */
  static ClassInfo index(byte[] bytes, Object origin) {
    try {
      return Index.singleClass(bytes);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new PackagingRefused(
          origin + " is no class file: " + e.getMessage() + "; run mvn clean", e);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
