package org.gatewaybridge.packaging.requirements;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Collects the packages of a lock file that are installed for one interpreter. */
final class Lock {
  private static final String PYPI = "https://pypi.org/simple";

  private final Path file;
  private final String export;
  private final SortedMap<String, Pinned> packages = new TreeMap<>();
  private final Set<String> folders = new TreeSet<>();
  private final Set<String> indexes = new TreeSet<>();

  /**
   * Makes an empty one.
   *
   * @param export how its packages are said in a requirements file instead
   */
  Lock(Path file, String export) {
    this.file = file;
    this.export = export;
  }

  Path file() {
    return file;
  }

  String export() {
    return export;
  }

  /**
   * Adds a package.
   *
   * @throws PackagingRefused if there is another one of its name
   */
  void add(Pinned pinned) {
    Pinned other = packages.put(Markers.normalized(pinned.name()), pinned);
    if (other != null) {
      throw refused(
          pinned.name(),
          "is there twice for this interpreter ("
              + other.source().strip()
              + " and "
              + pinned.source().strip()
              + ")");
    }
  }

  /** Remembers where the lock has found a package. */
  void foundAt(String name, String index) {
    if (!index.contains("://") || index.startsWith("file:")) {
      folders.add(local(name, index).toUri().toString());
    } else if (!index.replaceFirst("/$", "").equals(PYPI)) {
      indexes.add(index.replaceFirst("//[^/@]*@", "//")); // no password in a message
    }
  }

  /**
   * Returns the file or folder of a package that is part of the project.
   *
   * @param name the package
   * @param text a path, relative to the lock, or a file's URL
   * @throws PackagingRefused if it is elsewhere, or not there
   */
  Path local(String name, String text) {
    Optional<Path> path = path(text);
    if (path.isEmpty() || !path.get().startsWith(folder())) {
      throw refused(
          name,
          "comes from "
              + Messages.quoted(text)
              + ", outside of the lock's folder, where no other machine has it");
    }
    if (!Files.exists(path.get())) {
      throw new PackagingRefused(
          file + ": " + name + " comes from " + path.get() + ", which is not there; restore it");
    }
    return path.get();
  }

  /** Returns whether a path is the project's own folder. */
  boolean isProject(String text) {
    return path(text).filter(folder()::equals).isPresent();
  }

  private Path folder() {
    return file.toAbsolutePath().resolveSibling(".").normalize();
  }

  private Optional<Path> path(String text) {
    try {
      Path path = text.startsWith("file:") ? Path.of(URI.create(text)) : folder().resolve(text);
      return Optional.of(path.normalize());
    } catch (IllegalArgumentException e) { // InvalidPathException is one
      return Optional.empty();
    }
  }

  /** Returns what to throw for a package that pip cannot install exactly as locked. */
  PackagingRefused refused(String name, String because) {
    return new PackagingRefused(
        file
            + ": the package "
            + Messages.quoted(name)
            + " "
            + because
            + "; lock it from an index, or export what the WAR needs: "
            + export);
  }

  PipInput input() {
    List<String> lines = new ArrayList<>();
    folders.forEach(folder -> lines.add("--find-links " + folder));
    packages.values().forEach(pinned -> lines.add(pinned.line()));
    return new PipInput(lines, true, indexes);
  }
}
