package org.gatewaybridge.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

/**
 * What a folder of classes contains, read once and without loading a class.
 *
 * @param folder need not exist
 * @param apps the names of the classes that can be deployed, sorted by their files
 * @param components the classes that are filters, listeners or servlets by annotation
 */
public record ClassFolder(Path folder, List<String> apps, List<ClassInfo> components) {
  private static final Set<String> APP_TYPES =
      Set.of("org.gatewaybridge.api.GatewayApp", "org.gatewaybridge.api.GatewayAppFactory");

  /** Copies the lists. */
  public ClassFolder {
    apps = List.copyOf(apps);
    components = List.copyOf(components);
  }

  /**
   * Reads a folder.
   *
   * @param libraries jars and class folders in which supertypes are followed
   */
  public static ClassFolder read(Path folder, List<Path> libraries) throws IOException {
    List<String> apps = new ArrayList<>();
    List<ClassInfo> components = new ArrayList<>();
    try (ClassLookup lookup = new ClassLookup(folder, libraries)) {
      for (Path file : classFiles(folder)) {
        ClassInfo type = ClassLookup.index(Files.readAllBytes(file), file);
        if (canBeMade(type) && isApp(type, lookup)) {
          apps.add(type.name().toString());
        }
        if (ServletAnnotations.component(type).isPresent()) {
          components.add(type);
        }
      }
    }
    return new ClassFolder(folder, apps, components);
  }

  /** Returns the classes of a folder that are filters, listeners or servlets by annotation. */
  static List<ClassInfo> components(Path folder) throws IOException {
    List<ClassInfo> components = new ArrayList<>();
    for (Path file : classFiles(folder)) {
      ClassInfo type = ClassLookup.index(Files.readAllBytes(file), file);
      if (ServletAnnotations.component(type).isPresent()) {
        components.add(type);
      }
    }
    return components;
  }

  private static List<Path> classFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> isClassFile(folder, file)).sorted().toList();
    }
  }

  // A class in META-INF/versions is another version of a class at the usual place.
  private static boolean isClassFile(Path folder, Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".class")
        && !name.equals("module-info.class")
        && !name.equals("package-info.class")
        && !folder.relativize(file).startsWith(Path.of("META-INF", "versions"));
  }

  private static boolean canBeMade(ClassInfo info) {
    boolean standsAlone =
        info.nestingType() == ClassInfo.NestingType.TOP_LEVEL
            || (info.nestingType() == ClassInfo.NestingType.INNER
                && Modifier.isStatic(info.flags()));
    return standsAlone
        && Modifier.isPublic(info.flags())
        && !info.isAbstract()
        && !info.isInterface()
        && info.constructors().stream()
            .anyMatch(made -> made.parametersCount() == 0 && Modifier.isPublic(made.flags()));
  }

  private static boolean isApp(ClassInfo info, ClassLookup lookup) throws IOException {
    List<DotName> supertypes = new ArrayList<>(info.interfaceNames());
    if (info.superName() != null) {
      supertypes.add(info.superName());
    }
    for (DotName supertype : supertypes) {
      if (APP_TYPES.contains(supertype.toString())) {
        return true;
      }
      try (InputStream in = lookup.open(supertype.toString())) {
        // Null for the JDK's own types, which are not apps.
        if (in != null && isApp(ClassLookup.read(in, supertype), lookup)) {
          return true;
        }
      }
    }
    return false;
  }
}
