package org.gatewaybridge.compat.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.wartemplate.AppDeclaration;
import org.gatewaybridge.wartemplate.WebXml;

/** What docs/scale.md deploys on each node, and the jars that lie beside it. */
final class Shop {
  /** One compiler and the smallest collector are enough for a process that lives for seconds. */
  static final List<String> JAVA_OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

  private Shop() {}

  static Path home(Container container) {
    return Path.of(System.getProperty("compat.homes"), container.home());
  }

  /** Puts the compat app there, with the web.xml of the page, as gateway:war merges it. */
  static void war(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.copy(Path.of(System.getProperty("compat.app")), file);
    String own = Snippet.block("scale.md", "The app and the WAR", "xml", 0).text();
    byte[] merged =
        WebXml.parse(own.getBytes(UTF_8), "docs/scale.md")
            .merged(AppDeclaration.of("org.gatewaybridge.compat.app.CompatAppFactory"))
            .bytes();
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.write(zip.getPath("WEB-INF", "web.xml"), merged);
    }
  }

  /** Copies PostgreSQL's driver into a folder. */
  static void driver(Path folder) throws IOException {
    copyJarOf("org.postgresql.Driver", folder);
  }

  /** Copies HikariCP into a folder. */
  static void pool(Path folder) throws IOException {
    copyJarOf("com.zaxxer.hikari.HikariDataSource", folder);
  }

  private static void copyJarOf(String className, Path folder) throws IOException {
    try {
      Path jar =
          Path.of(
              Class.forName(className, false, Shop.class.getClassLoader())
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      Files.createDirectories(folder);
      Files.copy(jar, folder.resolve(jar.getFileName()));
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
