package org.gatewaybridge.packaging.carried;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Copies an interpreter out of a jar or a folder, without what nobody needs. */
final class HomeCopy {
  private static final Pattern LIBRARY = Pattern.compile("(.*?/|)lib/python3\\.\\d+/os\\.py");

  private HomeCopy() {}

  /**
   * Unpacks a jar.
   *
   * @throws PackagingRefused if there is no CPython in it
   */
  static void ofJar(Path jar, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<ZipEntry> entries = zip.stream().map(ZipEntry.class::cast).toList();
      String root =
          entries.stream()
              .map(entry -> LIBRARY.matcher(entry.getName()))
              .filter(Matcher::matches)
              .map(matcher -> matcher.group(1))
              .findFirst()
              .orElseThrow(() -> new PackagingRefused(jar + " has no CPython in it"));
      for (ZipEntry entry : entries) {
        if (!entry.isDirectory() && entry.getName().startsWith(root)) {
          copy(zip, entry, target, entry.getName().substring(root.length()));
        }
      }
    }
  }

  private static void copy(ZipFile zip, ZipEntry entry, Path target, String name)
      throws IOException {
    Path file = target.resolve(name).normalize();
    if (!file.startsWith(target)) {
      throw new PackagingRefused(zip.getName() + " leaves its folder with " + name);
    }
    if (!Pruning.isUseless(name)) {
      Files.createDirectories(file.getParent());
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, file);
      }
      if (name.startsWith("bin/") && !file.toFile().setExecutable(true)) { // a jar has no modes
        throw new IOException(file + " cannot be made executable");
      }
    }
  }

  /**
   * Copies a folder, with its links.
   *
   * @throws PackagingRefused if a link leaves it
   */
  static void ofFolder(Path folder, Path target) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (!Pruning.isUseless(name) && !name.contains("__pycache__/")) {
              Path copy = target.resolve(name);
              Files.createDirectories(copy.getParent());
              copy(file, copy, facts, folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void copy(Path file, Path copy, BasicFileAttributes facts, Path folder)
      throws IOException {
    Optional<Path> inside = facts.isSymbolicLink() ? inside(file, folder) : Optional.empty();
    if (inside.isPresent()) {
      Files.createSymbolicLink(copy, inside.get());
    } else if (Files.isRegularFile(file)) {
      Files.copy(file, copy);
      boolean executable = !Files.isExecutable(file) || copy.toFile().setExecutable(true);
      if (!executable) {
        throw new IOException(copy + " cannot be made executable");
      }
    } else if (!facts.isSymbolicLink()) {
      throw new PackagingRefused(file + " is neither a file nor a link; remove it");
    }
  }

  /** Returns a link's target, relative; empty if it leads out of the folder, or nowhere. */
  private static Optional<Path> inside(Path link, Path folder) throws IOException {
    Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
    return target.startsWith(folder) && Files.exists(target)
        ? Optional.of(link.resolveSibling(".").normalize().relativize(target))
        : Optional.empty();
  }
}
