package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Secrets in a jar for WEB-INF/lib, such as that of a module of the same build. The jar is packed
 * as it is, so they can only be told.
 */
final class JarSecrets {
  private JarSecrets() {}

  /** Returns the entries whose names are those of secrets; what is no jar has none. */
  static List<String> in(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> !name.endsWith("/") && !name.endsWith(".class"))
          .filter(name -> SecretNames.of(name) == SecretNames.Kind.FILE)
          .sorted()
          .toList();
    } catch (ZipException e) {
      return List.of(); // LibraryPolicy refuses it
    }
  }
}
