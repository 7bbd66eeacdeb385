package org.gatewaybridge.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Packs one plain servlet as a WAR file. */
final class SmokeWars {

  private SmokeWars() {}

  static Path war(Class<?> servlet, String urlPattern) {
    try {
      Path file =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "smoke-")
              .resolve("smoke.war");
      ShrinkWrap.create(WebArchive.class)
          .addClass(servlet)
          .setWebXML(new StringAsset(webXml(servlet, urlPattern)))
          .as(ZipExporter.class)
          .exportTo(file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String webXml(Class<?> servlet, String urlPattern) {
    return """
    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
      <servlet>
        <servlet-name>smoke</servlet-name>
        <servlet-class>%s</servlet-class>
        <load-on-startup>1</load-on-startup>
        <async-supported>true</async-supported>
      </servlet>
      <servlet-mapping>
        <servlet-name>smoke</servlet-name>
        <url-pattern>%s</url-pattern>
      </servlet-mapping>
    </web-app>
    """
        .formatted(servlet.getName(), urlPattern);
  }
}
