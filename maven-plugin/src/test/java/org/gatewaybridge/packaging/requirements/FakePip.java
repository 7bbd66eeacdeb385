package org.gatewaybridge.packaging.requirements;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pip of Python 3.11 on Linux that knows the few markers and requirements of the tests. */
final class FakePip implements PipLibrary {
  private static final Pattern REQUIREMENT =
      Pattern.compile("(\\w[\\w.-]*)\\s*(\\[[\\w, ]*])?\\s*([^; ]*)\\s*(?:;\\s*(.*))?");

  @Override
  public String python() {
    return "3.11.2";
  }

  @Override
  public Map<String, Reply> markers(Collection<String> markers) {
    return replies(markers, FakePip::marker);
  }

  @Override
  public Map<String, Reply> requirements(Collection<String> requirements) {
    return replies(requirements, FakePip::requirement);
  }

  private static Map<String, Reply> replies(Collection<String> texts, Function<String, Reply> of) {
    return texts.stream().distinct().collect(Collectors.toMap(text -> text, of));
  }

  private static Reply marker(String text) {
    return text.contains("???")
        ? new Reply("", "", false, "Expected a marker variable")
        : new Reply("", "", holds(text), "");
  }

  private static boolean holds(String marker) {
    return !marker.matches(".*(win32|< '3\\.11'|>= '3\\.12'|python_version < '0').*");
  }

  private static Reply requirement(String text) {
    Matcher parts = REQUIREMENT.matcher(text);
    if (!parts.matches()) {
      return new Reply("", "", false, "Expected a name");
    }
    String extras = parts.group(2) == null || parts.group(2).equals("[]") ? "" : parts.group(2);
    return new Reply(
        Markers.normalized(parts.group(1)),
        extras + parts.group(3),
        parts.group(4) == null || holds(parts.group(4)),
        "");
  }
}
