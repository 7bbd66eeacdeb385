package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Files that lie beside the classes. */
final class Resources {
  private Resources() {}

  static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in benchmarks; build it anew");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds a file that lies in a folder of classes, not in a jar. */
  static Path file(String name) {
    try {
      URL found = Resources.class.getResource(name);
      if (found == null) {
        throw new IllegalStateException(name + " is missing in benchmarks; build it anew");
      }
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(String name, Charset charset) {
    return new String(bytes(name), charset);
  }
}
