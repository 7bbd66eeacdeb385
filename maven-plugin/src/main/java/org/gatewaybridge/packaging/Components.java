package org.gatewaybridge.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.gatewaybridge.wartemplate.WebXml;
import org.gatewaybridge.wartemplate.XmlPart;
import org.jboss.jandex.ClassInfo;

/**
 * The filters, listeners, servlets and initializers that a container would look for in classes and
 * jars, if the descriptor let it. What guards an app must not be missing without a word.
 */
final class Components {
  private static final String INITIALIZER =
      "META-INF/services/jakarta.servlet.ServletContainerInitializer";
  private static final String FRAGMENT = "META-INF/web-fragment.xml";
  private static final Pattern NAME = Pattern.compile("<(?:\\w+:)?name>\\s*([^<\\s]+)\\s*</");
  private static final Pattern DECLARES =
      Pattern.compile("<(?:\\w+:)?(filter|servlet|listener|security-constraint)[\\s>]");

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
    for (Library library : inputs.libraries()) {
      if (!Files.isDirectory(library.file()) && Files.exists(library.file())) {
        addFragment(library, fragments);
      }
    }
    return generated.withFragments(fragments).with(parts);
  }

  /** Says what a user's own descriptor keeps from being found. */
  void tellWhatIsNotFound(WebXml own) throws IOException {
    if (!own.isMetadataComplete()) {
      return;
    }
    for (ClassInfo type : annotated()) {
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

  private void addFragment(Library library, List<String> fragments) throws IOException {
    try (ZipFile jar = new ZipFile(library.file().toFile())) {
      String fragment = text(jar, FRAGMENT);
      Matcher name = NAME.matcher(fragment);
      boolean named = name.find();
      String initializers =
          text(jar, INITIALIZER)
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .reduce((one, next) -> one + ", " + next)
              .orElse("");
      if (named && !initializers.isEmpty()) {
        fragments.add(name.group(1));
        notes.accept("Takes part, as " + library.fileName() + " wants it: " + initializers);
      } else if (!initializers.isEmpty()) {
        tell(library, initializers);
      }
      Matcher declares = DECLARES.matcher(fragment);
      if (declares.find()) {
        tell(library, "a <" + declares.group(1) + "> of its " + FRAGMENT);
      }
    } catch (ZipException e) {
      return; // LibraryPolicy refuses it
    }
  }

  private void tell(Library library, String what) {
    warnings.accept(
        "Does not take part, because the generated web.xml says metadata-complete: "
            + what
            + " in "
            + library.fileName()
            + ". If the app needs it, write a src/main/webapp/WEB-INF/web.xml of your own without"
            + " metadata-complete: <web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\""
            + " version=\"6.0\"/>");
  }

  private static String text(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return "";
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8);
    }
  }
}
