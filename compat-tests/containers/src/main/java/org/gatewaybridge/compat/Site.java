package org.gatewaybridge.compat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.GenericArchive;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.FileAsset;

/**
 * What a test class deploys: both WARs, each at both context paths, as one archive. Arquillian
 * deploys one archive and would pack a WebArchive anew; here the WARs are entries, so that their
 * bytes reach every container untouched.
 */
public final class Site {

  private Site() {}

  /**
   * Takes the files that the system properties {@code compat.app} and {@code compat.mapped} name.
   */
  public static Archive<?> ofProperties() {
    return of(file("compat.app"), file("compat.mapped"));
  }

  /** Takes a WAR whose servlet is mapped to {@code /*} and one mapped to {@code /w/*}. */
  public static Archive<?> of(Path app, Path mapped) {
    GenericArchive site = ShrinkWrap.create(GenericArchive.class, "site.zip");
    for (Mount mount : Mount.values()) {
      Path war = mount.servletPath().isEmpty() ? app : mapped;
      site.add(new FileAsset(war.toFile()), entry(mount));
    }
    return site;
  }

  /** Writes a process's WARs out, by context path. */
  static Map<String, Path> unpack(Archive<?> site, String servletPath, Path into)
      throws IOException {
    Map<String, Path> wars = new LinkedHashMap<>();
    for (Mount mount : Mount.values()) {
      if (mount.servletPath().equals(servletPath)) {
        wars.put(mount.contextPath(), write(site.get(entry(mount)), into));
      }
    }
    return wars;
  }

  private static Path write(Node node, Path into) throws IOException {
    ArchivePath path = node.getPath();
    Path file = into.resolve(path.get().substring(1));
    Files.createDirectories(file.getParent());
    try (InputStream in = node.getAsset().openStream()) {
      Files.copy(in, file);
    }
    return file;
  }

  private static String entry(Mount mount) {
    return "/" + mount.name() + ".war";
  }

  private static Path file(String property) {
    String name = System.getProperty(property);
    if (name == null || !Files.isRegularFile(Path.of(name))) {
      throw new UncheckedIOException(
          new IOException(
              "System property "
                  + property
                  + " names no WAR ("
                  + name
                  + "); run mvn verify, which builds compat-tests/app first"));
    }
    return Path.of(name);
  }
}
