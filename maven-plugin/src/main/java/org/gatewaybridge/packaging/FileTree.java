package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files of a folder that may be packed, in the order of their names. */
final class FileTree {
  private final Path base;
  private final Consumer<String> warnings;
  private final BiPredicate<Path, Path> choice;
  private final List<WarEntry> entries = new ArrayList<>();
  private final Deque<Path> open = new ArrayDeque<>();

  private FileTree(Path base, Consumer<String> warnings, BiPredicate<Path, Path> choice) {
    this.base = base;
    this.warnings = warnings;
    this.choice = choice;
  }

  /**
   * Lists a folder; a folder that does not exist is empty.
   *
   * @param prefix what the entries' names begin with; empty, or ending in {@code /}
   * @param warnings hears of each secret that is left out
   * @throws PackagingRefused at a symbolic link that leaves the folder, and at what is no file
   */
  static List<WarEntry> of(Path folder, String prefix, Consumer<String> warnings)
      throws IOException {
    return of(folder, prefix, warnings, (path, relative) -> true);
  }

  /**
   * Lists those that are chosen, too, by their paths: the whole one, and that below the folder. A
   * folder that is not chosen is not looked into.
   */
  static List<WarEntry> of(
      Path folder, String prefix, Consumer<String> warnings, BiPredicate<Path, Path> choice)
      throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    FileTree tree = new FileTree(folder.toRealPath(), warnings, choice);
    tree.addFolder(tree.base, prefix);
    return List.copyOf(tree.entries);
  }

  private void addFolder(Path folder, String prefix) throws IOException {
    if (open.contains(folder)) {
      throw new PackagingRefused(
          folder + " is linked from inside itself; remove the symbolic link");
    }
    open.push(folder);
    List<Path> children;
    try (Stream<Path> listed = Files.list(folder)) {
      children = listed.sorted().toList();
    }
    for (Path child : children) {
      add(child, prefix + child.getFileName());
    }
    open.pop();
  }

  private void add(Path path, String name) throws IOException {
    if (!choice.test(path, base.relativize(path))) {
      return;
    }
    Path real = Files.isSymbolicLink(path) ? target(path, base) : path;
    if (mayBePacked(path, name) && mayBePacked(real, name)) {
      if (Files.isDirectory(real)) {
        addFolder(real, name + "/");
      } else if (Files.isRegularFile(real)) {
        entries.add(new WarEntry(name, real));
      } else {
        throw new PackagingRefused(path + " is neither a file nor a folder; remove it");
      }
    }
  }

  /**
   * Returns what a link means, which is packed in its place.
   *
   * @throws PackagingRefused if that is outside the folder: the WAR would hold what nobody put
   *     there
   */
  static Path target(Path link, Path base) throws IOException {
    Path target = Files.exists(link) ? link.toRealPath() : link;
    if (target.equals(link) || !target.startsWith(base)) {
      throw new PackagingRefused(
          "The symbolic link "
              + link
              + " leaves "
              + base
              + " for "
              + Advice.quoted(Files.readSymbolicLink(link).toString())
              + "; replace it by a copy of what the WAR needs");
    }
    return target;
  }

  private boolean mayBePacked(Path path, String name) {
    for (Path segment : base.relativize(path)) {
      if (NeverPacked.isSecret(segment.toString())) {
        warnings.accept("Left out of the WAR, because its name is that of a secret: " + name);
        return false;
      }
      if (NeverPacked.isToolFile(segment.toString())) {
        return false;
      }
    }
    return true;
  }
}
