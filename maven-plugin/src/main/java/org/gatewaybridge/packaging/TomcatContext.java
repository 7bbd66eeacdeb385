package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.archive.WarLayout;
import org.gatewaybridge.wartemplate.WarTemplate;

/**
 * The {@code META-INF/context.xml} of a WAR with GraalPy in it, which only Tomcat reads. Tomcat's
 * cache of resources has 10 MiB; GraalPy's thousands of classes do not fit, and Tomcat would warn
 * of each that does not. What is read once to be loaded needs no cache.
 */
final class TomcatContext {
  static final String NAME = "META-INF/context.xml";

  private static final String TEXT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Context>
        <Resources cachingAllowed="false"/>
      </Context>
      """;

  private static final Pattern SETS_CACHE = Pattern.compile("<Resources\\s[^>]*cach");

  private TomcatContext() {}

  /** Returns the file, if the WAR has GraalPy and none of its own. */
  static Optional<WarEntry> of(WarLayout layout, Path work, Consumer<String> warnings)
      throws IOException {
    if (layout.entries().stream().noneMatch(TomcatContext::isGraalPy)) {
      return Optional.empty();
    }
    Optional<WarEntry> own =
        layout.entries().stream().filter(entry -> entry.name().equals(NAME)).findFirst();
    if (own.isPresent()) {
      if (!SETS_CACHE
          .matcher(Files.readString(own.get().file(), StandardCharsets.ISO_8859_1))
          .find()) {
        warnings.accept(
            "Tomcat's cache is too small for GraalPy, of which it warns hundreds of times; have"
                + " <Resources cachingAllowed=\"false\"/> in "
                + NAME);
      }
      return Optional.empty();
    }
    Path file = work.resolve("context.xml");
    AtomicFile.write(file, out -> out.write(TEXT.getBytes(StandardCharsets.UTF_8)));
    return Optional.of(new WarEntry(NAME, file));
  }

  private static boolean isGraalPy(WarEntry entry) {
    return entry.name().startsWith(WarTemplate.LIB + "python-language-");
  }
}
