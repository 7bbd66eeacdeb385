package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.wartemplate.WarTemplate;

/**
 * Finds the parts of a container in a WAR, which must not be there.
 *
 * <p>Servlet 6.0, 10.7.2: a WAR must not hold the container's own classes. Tomcat does not read a
 * jar that has the Servlet API in it, so that the rest of such a jar is missing too.
 */
final class LibraryPolicy {
  private static final List<Rule> RULES =
      List.of(
          // JSTL's own API is a library like any other; so is javax.servlet, which no container of
          // Jakarta EE brings, for an old library's sake.
          new Rule(
              "the Servlet API",
              "jakarta\\.servlet(\\.jsp)?-api-.*|jakarta\\.jakartaee-.*api-.*",
              "jakarta/servlet/(?!jsp/jstl/).*\\.class"),
          // Not its Expression Language, which Bean Validation needs on containers without one.
          new Rule(
              "a part of Tomcat",
              "tomcat-embed-(?!el-).*|tomcat-(catalina|coyote|servlet-api|jasper|websocket)-.*",
              "org/apache/(catalina/core|coyote/http11)/.*\\.class"),
          new Rule(
              "a part of Jetty",
              "jetty-(server|ee\\d+)-.*",
              "org/eclipse/jetty/(server/Server|ee\\d+/(servlet|webapp)/.*)\\.class"),
          new Rule(
              "a part of Undertow", "undertow-.*", "io/undertow/(Undertow|servlet/api/.*)\\.class"),
          new Rule(
              "an embedded server", "bridge-servers-.*", "org/gatewaybridge/servers/.*\\.class"));

  private LibraryPolicy() {}

  private record Rule(String what, Pattern jarName, Pattern entry) {
    Rule(String what, String jarName, String entry) {
      this(what, Pattern.compile(jarName), Pattern.compile("(META-INF/versions/\\d+/)?" + entry));
    }
  }

  /**
   * Returns which part of a container an entry of a WAR is.
   *
   * @return such as {@code the Servlet API}; empty if it may stay
   */
  static Optional<String> verdict(WarEntry entry) throws IOException {
    String name = entry.name();
    if (name.startsWith(WarTemplate.CLASSES)) {
      return ruleFor(name.substring(WarTemplate.CLASSES.length())).map(Rule::what);
    }
    if (!name.startsWith(WarTemplate.LIB) || !name.endsWith(".jar")) {
      return Optional.empty();
    }
    String jarName = name.substring(WarTemplate.LIB.length());
    Optional<Rule> byName =
        RULES.stream().filter(rule -> rule.jarName().matcher(jarName).matches()).findFirst();
    return byName.isPresent() ? byName.map(Rule::what) : verdictOnContent(entry.file());
  }

  private static Optional<String> verdictOnContent(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        String entry = entries.nextElement().getName();
        refuseIfItLeaves(entry, jar);
        Optional<Rule> rule = ruleFor(entry);
        if (rule.isPresent()) {
          return rule.map(found -> found.what() + " (it holds " + entry + ")");
        }
      }
      return Optional.empty();
    } catch (ZipException e) {
      throw new PackagingRefused(
          jar + " is no jar: " + e.getMessage() + "; delete it and build again", e);
    }
  }

  // Jars are not unpacked here, but a container may unpack them without a check.
  private static void refuseIfItLeaves(String entry, Path jar) {
    if (entry.matches("(?s)[/\\\\].*|[A-Za-z]:.*")
        || List.of(entry.split("[/\\\\]")).contains("..")) {
      throw new PackagingRefused(
          jar
              + " has an entry that leaves the folder it is unpacked into, "
              + Messages.quoted(entry)
              + "; use a library that is in order");
    }
  }

  private static Optional<Rule> ruleFor(String entry) {
    return RULES.stream().filter(rule -> rule.entry().matcher(entry).matches()).findFirst();
  }
}
