package org.gatewaybridge.compat.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of docs/security.md: a class of bugs, what is promised, the tests that hold it. A test
 * is {@code `Class#method`}, {@code `file.py#test`}, or {@code `src/it/folder`} of the plugin.
 */
record SecurityTable(Map<String, List<String>> rows) {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\|$");
  private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9_./-]+(#\\w+)?)`");

  static SecurityTable of(String page) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      if (!row.group(1).equals("class") && !row.group(1).startsWith("-")) {
        rows.put(
            row.group(1), TEST.matcher(row.group(2)).results().map(test -> test.group(1)).toList());
      }
    }
    return new SecurityTable(rows);
  }

  /** Returns each test that is named and is not there, and each row that names none. */
  List<String> faults(Path project) throws IOException {
    Map<String, Path> sources = sources(project);
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, List<String>> row : rows.entrySet()) {
      if (row.getValue().isEmpty()) {
        faults.add(row.getKey() + " names no test");
      }
      for (String test : row.getValue()) {
        if (!exists(test, sources, project)) {
          faults.add(row.getKey() + " names " + test + ", which is not there");
        }
      }
    }
    return faults;
  }

  private static boolean exists(String test, Map<String, Path> sources, Path project)
      throws IOException {
    if (test.startsWith("src/it/")) {
      return Files.exists(project.resolve("maven-plugin").resolve(test).resolve("verify.groovy"));
    }
    String[] words = test.split("#", 2);
    Path source = sources.get(words[0].endsWith(".py") ? words[0] : words[0] + ".java");
    return source != null
        && words.length == 2
        && Pattern.compile("(void|def) " + words[1] + "\\(")
            .matcher(Files.readString(source))
            .find();
  }

  /** Finds every source by its name; of compat-tests/python, whose names come twice, none. */
  private static Map<String, Path> sources(Path project) throws IOException {
    Map<String, Path> sources = new LinkedHashMap<>();
    try (Stream<Path> modules = Files.list(project);
        Stream<Path> suites = Files.list(project.resolve("compat-tests"))) {
      for (Path module : Stream.concat(modules, suites).toList()) {
        if (!module.endsWith("python")) {
          addSources(module, sources);
        }
      }
    }
    return sources;
  }

  private static void addSources(Path module, Map<String, Path> sources) throws IOException {
    if (!Files.isDirectory(module.resolve("src"))) {
      return;
    }
    try (Stream<Path> files = Files.walk(module.resolve("src"))) {
      files
          .filter(file -> file.toString().matches(".*\\.(java|py)"))
          .filter(file -> !file.startsWith(module.resolve("src/it")))
          .forEach(file -> sources.put(file.getFileName().toString(), file));
    }
  }
}
