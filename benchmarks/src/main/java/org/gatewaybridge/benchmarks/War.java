package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatewaybridge.wartemplate.AppDeclaration;
import org.gatewaybridge.wartemplate.WarTemplate;
import org.gatewaybridge.wartemplate.WebXml;

/** An exploded WAR, made of the apps and servlets of this module. */
public record War(Path directory) {

  private static final String APPS = War.class.getPackageName() + ".apps.";

  /**
   * A servlet, without the bridge.
   *
   * @param servlet the simple name of a class among the apps
   */
  public static War ofServlet(Path directory, String servlet) {
    String descriptor = Resources.text("raw-web.xml", UTF_8).formatted(APPS + servlet);
    return make(directory, descriptor.getBytes(UTF_8), APPS + servlet, List.of());
  }

  /**
   * A gateway app, as gateway:war would pack it.
   *
   * @param app the simple name of a class among the apps
   */
  public static War ofApp(Path directory, Path work, String app) {
    byte[] descriptor = WebXml.of(AppDeclaration.of(APPS + app)).bytes();
    try (Stream<Path> jars = Files.list(work.resolve("bridge"))) {
      return make(directory, descriptor, APPS + app, jars.sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A Python app, as gateway:war would pack it.
   *
   * @param module the name of a module among the Python apps
   */
  public static War ofPython(Path directory, Path work, String module) {
    byte[] descriptor =
        WebXml.of(
                new AppDeclaration(
                    "org.gatewaybridge.python.PythonAppFactory",
                    "/*",
                    "6.0",
                    Map.of("gateway.python.app", module + ":application"),
                    Map.of()))
            .bytes();
    try (Stream<Path> core = Files.list(work.resolve("bridge"));
        Stream<Path> python = Files.list(work.resolve("bridge-python"))) {
      write(directory.resolve(WarTemplate.WEB_XML), descriptor);
      write(
          directory.resolve("WEB-INF/python").resolve(module + ".py"),
          Files.readAllBytes(PythonServer.sources().resolve(module + ".py")));
      return copied(directory, Stream.concat(core, python).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static War make(Path directory, byte[] descriptor, String type, List<Path> libraries) {
    String file = type.replace('.', '/') + ".class";
    try {
      write(directory.resolve(WarTemplate.WEB_XML), descriptor);
      Path copy = directory.resolve(WarTemplate.CLASSES).resolve(file);
      try (Stream<Path> beside = Files.list(Resources.file("/" + file).resolveSibling(""))) {
        for (Path one : beside.sorted().toList()) {
          write(copy.resolveSibling(one.getFileName()), Files.readAllBytes(one));
        }
      }
      return copied(directory, libraries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static War copied(Path directory, List<Path> libraries) throws IOException {
    Path lib = Files.createDirectories(directory.resolve(WarTemplate.LIB));
    for (Path jar : libraries) {
      Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    return new War(directory);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
