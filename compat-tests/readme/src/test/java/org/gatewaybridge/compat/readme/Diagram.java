package org.gatewaybridge.compat.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a page with Mermaid's sequence diagrams claims about the code.
 *
 * @param classes the participants, and the names of classes in the text
 * @param calls the methods that arrows name, as {@code Class.method}
 */
record Diagram(Set<String> classes, Set<String> calls) {
  private static final Pattern PARTICIPANT = Pattern.compile("(?m)^ *participant ([A-Z]\\w*)");
  private static final Pattern IN_TEXT = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");
  private static final Pattern CALL = Pattern.compile("(?m)^ *\\w+->>([A-Z]\\w*): (\\w+)\\(\\)$");

  static Diagram of(String page) {
    Set<String> classes = new TreeSet<>();
    PARTICIPANT.matcher(page).results().forEach(name -> classes.add(name.group(1)));
    IN_TEXT.matcher(page).results().forEach(name -> classes.add(name.group(1)));
    Set<String> calls = new TreeSet<>();
    CALL.matcher(page).results().forEach(call -> calls.add(call.group(1) + "." + call.group(2)));
    return new Diagram(classes, calls);
  }

  /** Returns a sentence for each class and each method that the sources do not have. */
  List<String> faults(Map<String, String> sources) {
    List<String> faults = new ArrayList<>();
    for (String name : classes) {
      if (!sources.containsKey(name)) {
        faults.add("There is no class " + name);
      }
    }
    for (String call : calls) {
      String[] words = call.split("\\.", 2);
      String source = sources.getOrDefault(words[0], "");
      if (!Pattern.compile("[\\w>\\]] " + words[1] + "\\(").matcher(source).find()) {
        faults.add("There is no method " + call);
      }
    }
    return faults;
  }

  /** Reads the main sources, and those of the documentation's tests, by the names of classes. */
  static Map<String, String> sources(Path project) throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String part : List.of("bridge-core", "bridge-python", "compat-tests/readme")) {
      try (Stream<Path> files = Files.walk(project.resolve(part).resolve("src"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String name = file.getFileName().toString();
          sources.put(name.substring(0, name.length() - 5), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
