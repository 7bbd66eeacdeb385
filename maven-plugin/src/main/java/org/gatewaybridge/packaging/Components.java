package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.wartemplate.WebXml;
import org.gatewaybridge.wartemplate.XmlPart;
import org.jboss.jandex.ClassInfo;

/**
 * The filters, listeners, servlets and initializers that a container would find in classes and jars
 * if web.xml allowed the scan. A filter that guards an app must not be missing unnoticed.
 */
final class Components {
  private final WarInputs inputs;
  private final Consumer<String> warnings;
  private final Consumer<String> notes;

  Components(WarInputs inputs, Consumer<String> warnings, Consumer<String> notes) {
    this.inputs = inputs;
    this.warnings = warnings;
    this.notes = notes;
  }

  /** Returns the generated descriptor with everything that would be found. */
  WebXml registeredIn(WebXml generated) throws IOException {
    List<XmlPart> parts = new ArrayList<>();
    for (ClassInfo type : annotated()) {
      parts.addAll(ServletAnnotations.elements(type));
      notes.accept("Registered in web.xml: " + named(type));
    }
    List<String> fragments = new ArrayList<>();
    for (LibraryComponents library : libraries()) {
      addAnnotated(library, parts);
      addFragment(library, fragments);
    }
    return generated.withFragments(fragments).with(parts);
  }

  /** Warns of what a user's own descriptor keeps from being found. */
  void warnOfUnregistered(WebXml own) throws IOException {
    if (!own.isMetadataComplete()) {
      return;
    }
    List<ClassInfo> all = new ArrayList<>(annotated());
    libraries().forEach(library -> all.addAll(library.annotated()));
    for (ClassInfo type : all) {
      if (!own.declaresClass(type.name().toString())) {
        warnings.accept(
            named(type)
                + " does not take part, because web.xml says metadata-complete; declare it there,"
                + " or remove metadata-complete");
      }
    }
  }

  private static String named(ClassInfo type) {
    return type.name() + " (@" + ServletAnnotations.component(type).orElse("") + ")";
  }

  // Of the project and of the modules of its build, sorted for a reproducible order.
  private List<ClassInfo> annotated() throws IOException {
    List<ClassInfo> found = new ArrayList<>(inputs.classes().components());
    for (Path library : inputs.libraries().files()) {
      if (Files.isDirectory(library)) {
        found.addAll(ClassFolder.components(library));
      }
    }
    found.sort(Comparator.comparing(ClassInfo::name));
    return found;
  }

  // Including those in src/main/webapp/WEB-INF/lib. The jars of GraalVM have none.
  private List<LibraryComponents> libraries() throws IOException {
    List<LibraryComponents> found = new ArrayList<>();
    for (Library library : inputs.libraries().packed()) {
      boolean language = library.groupId().startsWith("org.graalvm.");
      if (!language && !Files.isDirectory(library.file()) && Files.exists(library.file())) {
        found.add(LibraryComponents.of(library.file(), library.fileName()));
      }
    }
    Path own = inputs.web().folder().resolve("WEB-INF/lib");
    if (Files.isDirectory(own)) {
      try (Stream<Path> files = Files.list(own)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".jar")).sorted().toList()) {
          found.add(LibraryComponents.of(file, file.getFileName().toString()));
        }
      }
    }
    return found;
  }

  // A module of the build is treated the same, whether it is packed as a jar yet or not.
  private void addAnnotated(LibraryComponents library, List<XmlPart> parts) {
    for (ClassInfo type : library.annotated()) {
      try {
        parts.addAll(ServletAnnotations.elements(type));
        notes.accept("Registered in web.xml: " + named(type) + " of " + library.jar());
      } catch (PackagingRefused e) {
        tell(library, named(type));
      }
    }
  }

  private void addFragment(LibraryComponents library, List<String> fragments) {
    String initializers = String.join(", ", library.initializers());
    String name = library.fragment().name();
    if (!name.isEmpty() && !initializers.isEmpty()) {
      fragments.add(name);
      notes.accept("Takes part, as " + library.jar() + " wants it: " + initializers);
    } else if (!initializers.isEmpty()) {
      tell(library, initializers);
    }
    library.fragment().declares().stream()
        .findFirst()
        .ifPresent(element -> tell(library, "a <" + element + "> of its web-fragment.xml"));
  }

  private void tell(LibraryComponents library, String what) {
    warnings.accept(
        "Does not take part, because the generated web.xml says metadata-complete: "
            + what
            + " in "
            + library.jar()
            + ". If the app needs it, write a src/main/webapp/WEB-INF/web.xml of your own without"
            + " metadata-complete: <web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\""
            + " version=\"6.0\"/>");
  }
}
