package org.gatewaybridge.packaging.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Secrets in a jar for WEB-INF/lib, such as that of a module of the same build. The jar is packed
 * unchanged, so they can only be reported.
 */
public final class JarSecrets {
  private JarSecrets() {}

  /**
   * Returns the entries whose names are those of secrets, and those that hold a private key or a
   * token where the name does not decide; what is no jar has none.
   */
  public static List<String> in(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<String> secrets = new ArrayList<>();
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      List<String> code =
          entries.stream().map(entry -> entry.getName()).filter(SecretNames::isCode).toList();
      for (ZipEntry entry : entries) {
        boolean isClass = entry.isDirectory() || entry.getName().endsWith(".class");
        if (!isClass && isSecret(zip, entry, code)) {
          secrets.add(entry.getName());
        }
      }
      Collections.sort(secrets);
      return secrets;
    } catch (ZipException e) {
      return List.of(); // LibraryPolicy refuses it
    }
  }

  private static boolean isSecret(ZipFile jar, ZipEntry entry, List<String> code)
      throws IOException {
    return switch (SecretNames.of(entry.getName())) {
      case FILE -> true;
      case PUBLIC, PRIVATE -> {
        try (InputStream in = jar.getInputStream(entry)) {
          yield SecretContent.isPrivate(in);
        }
      }
      case FOLDER -> true;
      case NONE -> isInFolder(entry.getName(), code);
    };
  }

  private static boolean isInFolder(String name, List<String> code) {
    return IntStream.range(0, name.length())
        .filter(i -> name.charAt(i) == '/')
        .mapToObj(i -> name.substring(0, i))
        .filter(folder -> SecretNames.of(folder) == SecretNames.Kind.FOLDER)
        .anyMatch(
            folder ->
                !SecretNames.mayBePackage(folder)
                    || code.stream().noneMatch(each -> each.startsWith(folder + "/")));
  }
}
