package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatewaybridge.wartemplate.WebXml;
import org.gatewaybridge.wartemplate.XmlPart;
import org.jboss.jandex.ClassInfo;

/**
 * The filters, listeners, servlets and initializers that a container would look for in classes and
 * jars, if the descriptor let it. What guards an app must not be missing without a word.
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

  /** Returns the generated descriptor with all that would be found. */
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

  /** Says what a user's own descriptor keeps from being found. */
  void tellWhatIsNotFound(WebXml own) throws IOException {
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

  // Of the project and of the modules of its build; sorted, since no order is promised.
  private List<ClassInfo> annotated() {
    List<ClassInfo> found = new ArrayList<>(annotatedIn(inputs.classes()));
    inputs.libraries().stream()
        .map(Library::file)
        .filter(Files::isDirectory)
        .forEach(folder -> found.addAll(annotatedIn(folder)));
    found.sort(Comparator.comparing(ClassInfo::name));
    return found;
  }

  private static List<ClassInfo> annotatedIn(Path folder) {
    return new AppFinder(folder, List.of())
        .ownClasses().stream()
            .filter(type -> ServletAnnotations.component(type).isPresent())
            .toList();
  }

  // Also those that lie in src/main/webapp/WEB-INF/lib. A language's own jars have none.
  private List<LibraryComponents> libraries() throws IOException {
    List<LibraryComponents> found = new ArrayList<>();
    for (Library library : inputs.libraries()) {
      boolean language = library.groupId().startsWith("org.graalvm.");
      if (!language && !Files.isDirectory(library.file()) && Files.exists(library.file())) {
        found.add(LibraryComponents.of(library.file(), library.fileName()));
      }
    }
    Path own = inputs.webapp().resolve("WEB-INF/lib");
    if (Files.isDirectory(own)) {
      try (Stream<Path> files = Files.list(own)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".jar")).sorted().toList()) {
          found.add(LibraryComponents.of(file, file.getFileName().toString()));
        }
      }
    }
    return found;
  }

  // Whether a module of the build is packed yet, and so a jar, must make no difference.
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
