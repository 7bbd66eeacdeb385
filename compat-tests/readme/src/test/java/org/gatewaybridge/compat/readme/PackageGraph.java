package org.gatewaybridge.compat.readme;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** The packages below org.gatewaybridge in a folder of classes, and which of them each one uses. */
record PackageGraph(SortedMap<String, SortedSet<String>> uses) {
  private static final String OWN = "org.gatewaybridge.";
  private static final Pattern ARROW = Pattern.compile("(?m)^ +(\\S+) +-> (\\S+)");

  /** Asks the JDK's jdeps. */
  static PackageGraph of(Path classes) {
    StringWriter out = new StringWriter();
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(
            new PrintWriter(out),
            new PrintWriter(out),
            "-verbose:package",
            "-filter:none",
            "--ignore-missing-deps",
            classes.resolve("org").toString()); // beside it, module-info needs other modules
    return read(out.toString());
  }

  /** Reads lines such as {@code a.b -> a.c}. */
  static PackageGraph read(String arrows) {
    SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
    Matcher arrow = ARROW.matcher(arrows);
    while (arrow.find()) {
      if (arrow.group(1).startsWith(OWN)) {
        Set<String> used =
            uses.computeIfAbsent(arrow.group(1).substring(OWN.length()), from -> new TreeSet<>());
        if (arrow.group(2).startsWith(OWN) && !arrow.group(1).equals(arrow.group(2))) {
          used.add(arrow.group(2).substring(OWN.length()));
        }
      }
    }
    return new PackageGraph(uses);
  }

  /** Returns the packages that use themselves by way of others. */
  List<String> inCycles() {
    return uses.keySet().stream().filter(start -> reached(start).contains(start)).toList();
  }

  private Set<String> reached(String start) {
    Set<String> reached = new HashSet<>();
    List<String> left = new ArrayList<>(used(start));
    while (!left.isEmpty()) {
      String next = left.remove(left.size() - 1);
      if (reached.add(next)) {
        left.addAll(used(next));
      }
    }
    return reached;
  }

  private Collection<String> used(String name) {
    return uses.getOrDefault(name, new TreeSet<>());
  }

  /** Draws the arrows. */
  String mermaid() {
    StringBuilder drawing = new StringBuilder("graph TD\n");
    uses.forEach(
        (name, used) -> {
          drawing.append("  ").append(name).append('\n');
          used.forEach(other -> drawing.append("  " + name + " --> " + other + "\n"));
        });
    return drawing.toString();
  }
}
