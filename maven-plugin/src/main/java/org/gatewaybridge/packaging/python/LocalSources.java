package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/**
 * Where packages come from this machine's own folders and files, which can change although the text
 * of the requirements does not.
 *
 * @param build the folder of the build's results, in which nothing is a source
 */
record LocalSources(Path build) {
  // PEP 610: pip itself notes it, however the requirement was written.
  private static final String NOTE = "direct_url.json";
  private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"(file:[^\"]+)\"");
  private static final Pattern EDITABLE = Pattern.compile("\"editable\"\\s*:\\s*true");
  private static final Pattern LINK = Pattern.compile("__editable__.*|.*\\.egg-link");

  // What pip, Python and tools leave in such a folder.
  private static final Pattern LEFT =
      Pattern.compile(
          "(build|(.*[/\\\\])?([^/\\\\]+\\.egg-info|__pycache__|\\.(git|hg|svn|venv|tox|nox|idea"
              + "|\\w+_cache)))[/\\\\].*");

  /** Writes what changes when what the packages of a folder were installed from does. */
  void describeAll(Path installed, OutputStream out) throws IOException {
    for (Path note : notes(installed)) {
      Matcher url = URL.matcher(Files.readString(note, StandardCharsets.UTF_8));
      Optional<Path> source = url.find() ? path(url.group(1)) : Optional.empty();
      if (source.isPresent()) {
        describe(source.get(), out);
      }
    }
  }

  /** Writes what changes when a folder or file does. */
  void describe(Path path, OutputStream out) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    boolean holdsBuild = !path.startsWith(build);
    Set<String> facts = new TreeSet<>();
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes own) {
            String name = path.relativize(file).toString();
            boolean built = holdsBuild && file.startsWith(build);
            if (!built && !LEFT.matcher(name).matches()) {
              facts.add(name + " " + sizeAndTime(file));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // pip cannot read it either, or it has just gone
          }
        });
    for (String fact : facts) {
      out.write(("\n" + fact).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String sizeAndTime(Path file) {
    try {
      return Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException gone) { // or a link to nothing
      return "";
    }
  }

  /**
   * Checks that the packages of a folder are there, and not only a link to where they come from.
   *
   * @throws PackagingRefused if one is editable
   */
  static void refuseEditable(Path installed) throws IOException {
    for (Path note : notes(installed)) {
      if (EDITABLE.matcher(Files.readString(note, StandardCharsets.UTF_8)).find()) {
        throw editable(installed.relativize(note).toString().replaceFirst("-.*", ""));
      }
    }
    try (Stream<Path> files = Files.list(installed)) {
      Optional<String> link =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> LINK.matcher(name).matches())
              .findFirst();
      if (link.isPresent()) {
        throw editable(
            link.get().replaceFirst("^__editable__[._]*", "").replaceFirst("[-.].*", ""));
      }
    }
  }

  private static PackagingRefused editable(String name) {
    return new PackagingRefused(
        "The package "
            + name
            + " is editable (-e), so it works only in its folder on this machine; write its"
            + " requirement without -e, such as ./"
            + name);
  }

  private static List<Path> notes(Path installed) throws IOException {
    List<Path> notes = new ArrayList<>();
    try (Stream<Path> folders = Files.list(installed)) {
      folders
          .map(folder -> folder.resolve(NOTE))
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(notes::add);
    }
    return notes;
  }

  private static Optional<Path> path(String url) {
    try {
      return Optional.of(Path.of(URI.create(url)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // of another machine
    }
  }
}
