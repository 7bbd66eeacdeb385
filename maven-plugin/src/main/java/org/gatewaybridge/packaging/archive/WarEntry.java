package org.gatewaybridge.packaging.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * A file's place in an archive.
 *
 * @param name the path in the archive: relative, with {@code /}
 * @param file the file with the content
 */
public record WarEntry(String name, Path file) {
  // What Java returns for bytes of a file name that the locale's encoding does not contain.
  private static final char UNREADABLE = '\uFFFD';
  private static final Set<String> RESERVED = Set.of("WEB-INF", "META-INF");

  /**
   * Checks the name.
   *
   * @throws PackagingRefused if unpacking it could leave the archive's folder, or a container could
   *     serve what it must hide
   */
  public WarEntry {
    String fault = fault(name);
    if (!fault.isEmpty()) {
      throw new PackagingRefused(
          "The file "
              + Messages.quoted(file.toString())
              + " cannot go into a WAR as "
              + Messages.quoted(name)
              + ": "
              + fault
              + "; rename it");
    }
  }

  private static String fault(String name) {
    if (name.chars().anyMatch(c -> c < 0x20 || c == 0x7F || c == '\\')) {
      return "it has a backslash or a control character";
    }
    if (!name.equals(new String(name.getBytes(UTF_8), UTF_8))) {
      return "it is not Unicode";
    }
    if (name.indexOf(UNREADABLE) >= 0) {
      return "the build's locale does not know its characters, as LC_ALL=C.UTF-8 would";
    }
    if (name.matches("[A-Za-z]:.*")) {
      return "it begins like a Windows drive";
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return "it is not a plain relative path";
      }
    }
    // Windows reads "web-inf" and "WEB-INF." as WEB-INF; a container there would serve what is in
    // it.
    String top = name.replaceFirst("/.*", "");
    String meant = top.replaceFirst("[. ]+$", "").toUpperCase(Locale.ROOT);
    return RESERVED.contains(meant) && !top.equals(meant)
        ? "only " + meant + " itself is safe"
        : "";
  }
}
