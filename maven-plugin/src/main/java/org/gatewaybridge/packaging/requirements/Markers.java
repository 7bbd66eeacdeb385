package org.gatewaybridge.packaging.requirements;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** The environment markers of a file, judged by pip for its interpreter. */
final class Markers {
  private static final Pattern VERSIONS =
      Pattern.compile("(~=|==|!=|<=|>=|<|>)\\s*([\\w.+!-]+(\\.\\*)?)");
  // No version for PEP 440, but seen on PyPI, and installers read it so.
  private static final Pattern BOUND_WITH_STAR = Pattern.compile("((>=|<)\\s*[\\w.+!-]+)\\.\\*");
  // PEP 751 has two variables that no pip before 25.1 knows.
  private static final Pattern CHOSEN =
      Pattern.compile("(['\"])([\\w.-]+)\\1\\s+(not\\s+)?in\\s+(extras|dependency_groups)\\b");
  private static final String ALWAYS = "python_version > '0'";
  private static final String NEVER = "python_version < '0'";

  private final Path file;
  private final PipLibrary pip;
  private final Map<String, PipLibrary.Reply> replies;

  private Markers(Path file, PipLibrary pip, Map<String, PipLibrary.Reply> replies) {
    this.file = file;
    this.pip = pip;
    this.replies = replies;
  }

  /** Asks pip about all markers of a file at once. */
  static Markers judged(Path file, Collection<String> markers, PipLibrary pip) throws IOException {
    return new Markers(file, pip, pip.markers(Set.copyOf(markers)));
  }

  /**
   * Returns whether a marker holds; none does.
   *
   * @param owner what has the marker, for messages
   * @throws PackagingRefused if pip cannot judge it
   */
  boolean hold(Optional<String> marker, String owner) {
    if (marker.isEmpty()) {
      return true;
    }
    PipLibrary.Reply reply = replies.get(marker.get());
    if (reply == null || !reply.problem().isEmpty()) {
      throw new PackagingRefused(
          file
              + ": pip cannot judge the marker "
              + Messages.quoted(marker.get())
              + " of "
              + owner
              + (reply == null ? "" : " (" + Messages.quoted(reply.problem()) + ")")
              + "; update the interpreter's pip, or export a requirements.txt with the tool that"
              + " wrote the file");
    }
    return reply.holds();
  }

  /**
   * Checks that the interpreter is one of those that a file is for.
   *
   * @param requiresPython such as {@code >=3.9}
   */
  void requirePython(Optional<String> requiresPython, String owner) throws IOException {
    if (requiresPython.isPresent() && terms(requiresPython.get()).isEmpty()) {
      throw new PackagingRefused(
          file
              + ": requires-python of "
              + owner
              + " is "
              + Messages.quoted(requiresPython.get())
              + "; write versions as in >=3.9,<3.13");
    }
    if (!hold(requiresPython.flatMap(Markers::ofPython), owner)) {
      throw new PackagingRefused(
          file
              + ": "
              + owner
              + " needs Python "
              + requiresPython.orElseThrow()
              + ", and the interpreter is "
              + pip.python()
              + "; name one that fits with -Dgateway.pythonExecutable, or widen requires-python");
    }
  }

  /**
   * Returns the marker that says the same as a requires-python; empty for one without bounds, and
   * for one that {@link #requirePython} refuses.
   */
  static Optional<String> ofPython(String versions) {
    return terms(versions)
        .filter(terms -> !terms.isEmpty())
        .map(terms -> String.join(" and ", terms));
  }

  /** Returns the bounds as markers; nothing if they cannot be read. */
  private static Optional<List<String>> terms(String versions) {
    List<String> terms = new ArrayList<>();
    for (String part : versions.split(",", -1)) {
      String term = BOUND_WITH_STAR.matcher(part.strip()).replaceFirst("$1");
      Matcher parts = VERSIONS.matcher(term);
      if (parts.matches() && (parts.group(3) == null || parts.group(1).matches("[=!]="))) {
        terms.add("python_full_version " + parts.group(1) + " '" + parts.group(2) + "'");
      } else if (!term.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(terms);
  }

  /** Returns a marker of PEP 751 for which extras and groups are chosen, as one of PEP 508. */
  static String chosen(String marker, Set<String> extras, Set<String> groups) {
    return CHOSEN
        .matcher(marker)
        .replaceAll(
            found -> {
              Set<String> chosen = found.group(4).equals("extras") ? extras : groups;
              boolean holds = chosen.contains(normalized(found.group(2)));
              return holds == (found.group(3) == null) ? ALWAYS : NEVER;
            });
  }

  /** Normalizes a package's name as PEP 503 says. */
  static String normalized(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  static Set<String> normalized(Collection<String> names) {
    return names.stream().map(Markers::normalized).collect(Collectors.toUnmodifiableSet());
  }
}
