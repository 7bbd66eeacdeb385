package org.gatewaybridge.compat.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.gatewaybridge.compat.suite.WarVariant;

/** The compat app's WAR with an app of the tests' own in it. */
record AppWar(Path file) {

  /** Makes one, with parameters of the servlet. */
  static AppWar of(Class<?> app, Map<String, String> initParameters) throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("recipes.work"), "wars"));
    Path named =
        new WarVariant(Path.of(System.getProperty("compat.app")), folder).withApp(app.getName());
    AppWar war = new AppWar(new WarVariant(named, folder).withInitParameters(initParameters));
    String name = app.getName().replace('.', '/') + ".class";
    try (FileSystem zip = FileSystems.newFileSystem(war.file);
        InputStream in =
            Objects.requireNonNull(app.getClassLoader().getResourceAsStream(name), name)) {
      Path place = zip.getPath("WEB-INF", "classes", name);
      Files.createDirectories(place.getParent());
      Files.copy(in, place);
    }
    return war;
  }

  /** Adds the jars that have these classes. */
  AppWar withJarsOf(Class<?>... types) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      for (Class<?> type : types) {
        Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        Files.copy(jar, zip.getPath("WEB-INF", "lib", jar.getFileName().toString()));
      }
    }
    return this;
  }

  AppWar withContextParameter(String name, String value) throws IOException {
    String parameter =
        "<context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>"
            .formatted(name, value);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path webXml = zip.getPath("WEB-INF", "web.xml");
      String text = Files.readString(webXml, UTF_8);
      Files.writeString(webXml, text.replaceFirst("<servlet>", parameter + "<servlet>"), UTF_8);
    }
    return this;
  }
}
