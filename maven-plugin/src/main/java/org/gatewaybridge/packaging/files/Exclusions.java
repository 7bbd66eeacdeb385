package org.gatewaybridge.packaging.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codehaus.plexus.util.SelectorUtils;

/** Decides which files stay out of a WAR, and reports them. */
public final class Exclusions {
  private static final int SHOWN = 5;
  private static final String BY_NAME = "its name is that of a secret";
  private static final Pattern TOOLS =
      Pattern.compile(
          "\\.(git|svn|hg|bzr|github|gitlab|gitea|circleci)|\\.git(ignore|attributes|modules|keep|lab-ci\\.yml)|\\.travis\\.yml"
              + "|\\.(idea|vscode|settings|classpath|project)|.*\\.iml|node_modules|\\.venv|__pycache__"
              + "|\\.ds_store|thumbs\\.db|desktop\\.ini|.*~|#.*#|\\.#.*|\\.~lock\\..*#|\\..*\\.sw[a-p]");

  private final Consumer<String> warnings;
  private final Consumer<String> details;
  private final List<String> packAnyway;
  private final Map<String, List<String>> others = new TreeMap<>();
  private boolean secretLeftOut;

  /**
   * Makes the decisions for one build.
   *
   * @param warnings receives each secret, once
   * @param details receives each other file
   * @param packAnyway Ant patterns of files that are packed nevertheless, as they are called in the
   *     WAR or in their own folder
   */
  public Exclusions(Consumer<String> warnings, Consumer<String> details, List<String> packAnyway) {
    this.warnings = warnings;
    this.details = details;
    this.packAnyway = List.copyOf(packAnyway);
  }

  /** Returns the same decisions without reports. */
  public static Exclusions silent(List<String> packAnyway) {
    return new Exclusions(text -> {}, text -> {}, packAnyway);
  }

  /** Returns whether a tool left it behind, and notes it. */
  boolean isOfTool(Path path, String name) throws IOException {
    boolean tool = isToolFile(path);
    if (tool) {
      because("a tool left it there", name);
    }
    return tool;
  }

  /**
   * Returns whether it is a secret, and reports it.
   *
   * @param relative its path below the folder that is packed
   * @param name its place in the WAR
   */
  public boolean isSecret(Path path, Path relative, String name) throws IOException {
    String why = secret(path, relative);
    if (!why.isEmpty()) {
      secretLeftOut = true;
      warnings.accept("Left out of the WAR, because " + why + ": " + name);
    }
    return !why.isEmpty();
  }

  private static String secret(Path path, Path relative) throws IOException {
    boolean file = Files.isRegularFile(path);
    String name = relative.toString().replace('\\', '/');
    return switch (SecretNames.of(name)) {
      case FOLDER -> !file && SecretNames.mayBePackage(name) && holdsCode(path) ? "" : BY_NAME;
      case FILE -> file ? BY_NAME : "";
      case PUBLIC -> file && !SecretContent.isPublic(path) ? BY_NAME : "";
      case PRIVATE ->
          file && SecretContent.isPrivate(path) ? "it holds a private key or a token" : "";
      case NONE -> "";
    };
  }

  private static boolean isToolFile(Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (name.toLowerCase(Locale.ROOT).equals("cvs")) {
      return Files.exists(path.resolve("Root")) || Files.exists(path.resolve("Entries"));
    }
    return TOOLS.matcher(name.toLowerCase(Locale.ROOT)).matches()
        && !name.endsWith(".class")
        && (name.startsWith(".") || !holdsClasses(path));
  }

  // A Java package may have the name of a tool's folder.
  private static boolean holdsClasses(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    }
  }

  private static boolean holdsCode(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> SecretNames.isCode(file.getFileName().toString()));
    }
  }

  /** Notes a file that is left out for a reason. */
  public void because(String reason, String name) {
    details.accept("Left out of the WAR, because " + reason + ": " + name);
    others.computeIfAbsent(reason, none -> new ArrayList<>()).add(name);
  }

  /** Returns whether its owner wants the file in the WAR. */
  public boolean isWanted(Path relative, String name) {
    Selection wanted = new Selection(packAnyway, List.of());
    return !packAnyway.isEmpty()
        && (wanted.takes(name) || wanted.takes(relative.toString().replace('\\', '/')));
  }

  /** Returns whether its owner may want a file below the folder. */
  boolean mayHoldWanted(Path relative, String name) {
    String path = relative.toString().replace('\\', '/');
    return packAnyway.stream()
        .anyMatch(
            pattern ->
                SelectorUtils.matchPatternStart(pattern, name)
                    || SelectorUtils.matchPatternStart(pattern, path));
  }

  /** Reports in one line for each reason what was left out, and how to pack it anyway. */
  public void summarize(Consumer<String> notes) {
    others.forEach(
        (reason, names) ->
            notes.accept(
                "Left out of the WAR, because "
                    + reason
                    + ": "
                    + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                    + (names.size() > SHOWN
                        ? " and " + (names.size() - SHOWN) + " more (mvn -X lists all)"
                        : "")));
    if (secretLeftOut || !others.isEmpty()) {
      notes.accept(
          "If the WAR needs one of the files that were left out, name it with <packAnyway> or"
              + " -Dgateway.packAnyway");
    }
    others.clear();
    secretLeftOut = false;
  }
}
