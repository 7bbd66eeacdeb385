package org.gatewaybridge.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;

/** Finds the gateway app of a project by reading its class files; loads none of them. */
public final class AppFinder {
  private static final Set<String> APP_TYPES =
      Set.of("org.gatewaybridge.api.GatewayApp", "org.gatewaybridge.api.GatewayAppFactory");

  // No class is so big; an entry of a jar may say that it is.
  private static final int MAX_CLASS = 16 << 20;

  private final Path classes;
  private final List<Path> libraries;

  /**
   * Looks in a project.
   *
   * @param classes the project's own classes, where an app is looked for; need not exist
   * @param libraries jars and class folders in which its supertypes are followed
   */
  public AppFinder(Path classes, List<Path> libraries) {
    this.classes = classes;
    this.libraries = List.copyOf(libraries);
  }

  /**
   * Returns the app to deploy: the configured one, or the only one.
   *
   * @throws PackagingRefused if the configured one is missing, or if there is none or several
   */
  public String app(Optional<String> configured) {
    List<String> found = candidates();
    if (configured.isPresent()) {
      if (!holds(configured.get())) {
        throw new PackagingRefused(
            Files.isDirectory(classes)
                ? Advice.appIsMissing(configured.get(), found)
                : Advice.noApp(false));
      }
      if (ownsApp(configured)) {
        refuseUnlessMember(configured.get());
      }
      return configured.get();
    }
    if (found.size() != 1) {
      throw new PackagingRefused(
          found.isEmpty() ? Advice.noApp(Files.isDirectory(classes)) : Advice.severalApps(found));
    }
    return found.get(0);
  }

  /**
   * Whether this project's own classes have something to deploy; asked in a build of many modules.
   */
  public boolean ownsApp(Optional<String> configured) {
    return configured
        .map(app -> Files.exists(classes.resolve(classFile(app))))
        .orElseGet(() -> !candidates().isEmpty());
  }

  /** Whether the app is a Java app: a class that is there, or found among the project's own. */
  public boolean isJava(Optional<String> configured) {
    return configured.map(this::holds).orElseGet(() -> !candidates().isEmpty());
  }

  /** Returns the project's own classes, sorted by their files. */
  List<ClassInfo> ownClasses() {
    if (!Files.isDirectory(classes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(classes)) {
      List<ClassInfo> own = new ArrayList<>();
      for (Path file : files.filter(this::isClassFile).sorted().toList()) {
        own.add(read(file));
      }
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of the project's own classes that can be deployed, sorted. */
  public List<String> candidates() {
    try (URLClassLoader lookup = lookup()) {
      List<String> apps = new ArrayList<>();
      for (ClassInfo info : ownClasses()) {
        if (canBeMade(info) && isApp(info, lookup)) {
          apps.add(info.name().toString());
        }
      }
      return apps;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does at build time what bridge-core does at the start. */
  private void refuseUnlessMember(String app) {
    String member = app.contains(":") ? app.replaceFirst("[^:]*:", "") : "";
    try (URLClassLoader lookup = lookup();
        InputStream in = lookup.getResourceAsStream(classFile(app))) {
      // What it inherits is not followed.
      if (member.isEmpty() || in == null) {
        return;
      }
      ClassInfo type = index(in.readNBytes(MAX_CLASS), app);
      Set<String> members = new TreeSet<>();
      type.fields().stream()
          .filter(field -> isPublicStatic(field.flags()))
          .forEach(field -> members.add(field.name()));
      type.methods().stream()
          .filter(method -> isPublicStatic(method.flags()) && method.parametersCount() == 0)
          .forEach(method -> members.add(method.name()));
      if (!members.contains(member) && "java.lang.Object".equals(type.superName().toString())) {
        throw new PackagingRefused(Advice.memberIsMissing(app, member, List.copyOf(members)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPublicStatic(int flags) {
    return Modifier.isPublic(flags) && Modifier.isStatic(flags);
  }

  private boolean holds(String app) {
    try (URLClassLoader lookup = lookup()) {
      return lookup.findResource(classFile(app)) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classFile(String app) {
    return app.replaceFirst(":.*", "").replace('.', '/') + ".class";
  }

  // A class of META-INF/versions is another version of one that stands at the usual place.
  private boolean isClassFile(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".class")
        && !name.equals("module-info.class")
        && !name.equals("package-info.class")
        && !classes.relativize(file).startsWith(Path.of("META-INF", "versions"));
  }

  private static ClassInfo read(Path file) throws IOException {
    return index(Files.readAllBytes(file), file);
  }

  static ClassInfo index(byte[] bytes, Object origin) {
    try {
      return Index.singleClass(bytes);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new PackagingRefused(
          origin + " is no class file: " + e.getMessage() + "; run mvn clean", e);
    }
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

  private static boolean isApp(ClassInfo info, URLClassLoader lookup) throws IOException {
    List<DotName> supertypes = new ArrayList<>(info.interfaceNames());
    if (info.superName() != null) {
      supertypes.add(info.superName());
    }
    for (DotName supertype : supertypes) {
      if (APP_TYPES.contains(supertype.toString())) {
        return true;
      }
      try (InputStream in = resource(lookup, supertype)) {
        // Absent for the JDK's own types, which are no apps.
        if (in != null && isApp(index(in.readNBytes(MAX_CLASS), supertype), lookup)) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable InputStream resource(URLClassLoader lookup, DotName type) {
    return lookup.getResourceAsStream(type.toString().replace('.', '/') + ".class");
  }

  // With no parent, so that it sees the project and the JDK, and nothing of Maven.
  private URLClassLoader lookup() {
    List<URL> urls = new ArrayList<>();
    urls.add(url(classes));
    libraries.forEach(library -> urls.add(url(library)));
    return new URLClassLoader(urls.toArray(URL[]::new), null);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }
}
