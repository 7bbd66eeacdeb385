package org.gatewaybridge.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.gatewaybridge.wartemplate.WebFragment;
import org.gatewaybridge.wartemplate.WebXmlRefused;
import org.jboss.jandex.ClassInfo;

/**
 * The parts of a jar in WEB-INF/lib that a container would find by a scan.
 *
 * @param jar its name
 * @param initializers the classes of its ServletContainerInitializers
 * @param annotated its classes that are filters, listeners or servlets by their annotations
 */
record LibraryComponents(
    String jar, WebFragment fragment, List<String> initializers, List<ClassInfo> annotated) {
  private static final String INITIALIZER =
      "META-INF/services/jakarta.servlet.ServletContainerInitializer";
  private static final String FRAGMENT = "META-INF/web-fragment.xml";
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/.*|.*-info\\.class");

  /** The text that an annotated class has among its constants. */
  private static final String ANNOTATION = "Ljakarta/servlet/annotation/Web";

  // No class or text is this large, but an entry of a jar may claim to be.
  private static final int MOST = 16 << 20;

  /** Reads a jar; a file that is not one has no components. */
  static LibraryComponents of(Path file, String jar) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      WebFragment fragment = fragment(bytes(zip, FRAGMENT), jar);
      List<String> initializers =
          new String(bytes(zip, INITIALIZER), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .toList();
      return new LibraryComponents(
          jar, fragment, initializers, fragment.metadataComplete() ? List.of() : annotated(zip));
    } catch (ZipException e) { // LibraryPolicy refuses it
      return new LibraryComponents(jar, WebFragment.NONE, List.of(), List.of());
    }
  }

  private static WebFragment fragment(byte[] bytes, String jar) {
    try {
      return bytes.length == 0 ? WebFragment.NONE : WebFragment.parse(bytes, jar);
    } catch (WebXmlRefused e) {
      return WebFragment.NONE; // a container would not deploy it, and says why
    }
  }

  private static List<ClassInfo> annotated(ZipFile zip) throws IOException {
    List<ClassInfo> annotated = new ArrayList<>();
    List<String> classes =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.endsWith(".class") && !VERSIONED.matcher(name).matches())
            .sorted()
            .toList();
    for (String name : classes) {
      byte[] bytes = bytes(zip, name);
      if (new String(bytes, StandardCharsets.ISO_8859_1).contains(ANNOTATION)) {
        ClassInfo type = ClassLookup.index(bytes, name);
        if (ServletAnnotations.component(type).isPresent()) {
          annotated.add(type);
        }
      }
    }
    return annotated;
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return new byte[0];
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes(MOST);
    }
  }
}
