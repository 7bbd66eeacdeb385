package org.gatewaybridge.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.jboss.jandex.ClassInfo;

/** Finds the Java app of a project in its class files. */
public final class AppFinder {
  private final ClassFolder classes;
  private final List<Path> libraries;

  /**
   * Looks in a project.
   *
   * @param classes the project's own classes
   * @param libraries jars and class folders in which a configured app may be, too
   */
  public AppFinder(ClassFolder classes, List<Path> libraries) {
    this.classes = classes;
    this.libraries = List.copyOf(libraries);
  }

  /** Returns the configured app, or the only one; or why it cannot be deployed. */
  public App find(Optional<String> configured) throws IOException {
    return App.found(origin(configured), () -> app(configured));
  }

  private App.Origin origin(Optional<String> configured) throws IOException {
    if (configured.isEmpty()) {
      return classes.apps().isEmpty() ? App.Origin.NONE : App.Origin.PROJECT;
    }
    if (Files.exists(classes.folder().resolve(ClassLookup.file(type(configured.get()))))) {
      return App.Origin.PROJECT;
    }
    return has(configured.get()) ? App.Origin.LIBRARY : App.Origin.NONE;
  }

  private String app(Optional<String> configured) throws IOException {
    List<String> found = classes.apps();
    boolean compiled = Files.isDirectory(classes.folder());
    if (configured.isPresent()) {
      if (!has(configured.get())) {
        throw new PackagingRefused(
            compiled ? Advice.appIsMissing(configured.get(), found) : Advice.noApp(false));
      }
      if (configured.get().endsWith(":")) {
        throw new PackagingRefused(
            "The app \""
                + configured.get()
                + "\" (gateway.app) names no member after its colon; name a class, or a public"
                + " static field or method of it, such as com.acme.Hello:app");
      }
      if (origin(configured) == App.Origin.PROJECT) {
        refuseUnlessMember(configured.get());
      }
      return configured.get();
    }
    if (found.size() != 1) {
      throw new PackagingRefused(
          found.isEmpty() ? Advice.noApp(compiled) : Advice.severalApps(found));
    }
    return found.get(0);
  }

  private boolean has(String app) throws IOException {
    try (ClassLookup lookup = new ClassLookup(classes.folder(), libraries)) {
      return lookup.has(type(app));
    }
  }

  /** Checks at build time what bridge-core checks when it starts. */
  private void refuseUnlessMember(String app) throws IOException {
    String member = app.contains(":") ? app.replaceFirst("[^:]*:", "") : "";
    try (ClassLookup lookup = new ClassLookup(classes.folder(), libraries);
        InputStream in = lookup.open(type(app))) {
      if (member.isEmpty() || in == null) {
        return;
      }
      ClassInfo type = ClassLookup.read(in, app);
      Set<String> members = new TreeSet<>();
      type.fields().stream()
          .filter(field -> isPublicStatic(field.flags()))
          .forEach(field -> members.add(field.name()));
      type.methods().stream()
          .filter(method -> isPublicStatic(method.flags()) && method.parametersCount() == 0)
          .forEach(method -> members.add(method.name()));
      // Inherited members are not looked for.
      if (!members.contains(member) && "java.lang.Object".equals(type.superName().toString())) {
        throw new PackagingRefused(Advice.memberIsMissing(app, member, List.copyOf(members)));
      }
    }
  }

  private static boolean isPublicStatic(int flags) {
    return Modifier.isPublic(flags) && Modifier.isStatic(flags);
  }

  private static String type(String app) {
    return app.replaceFirst(":.*", "");
  }
}
