package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** The files of a folder that may be packed, in the order of their names. */
final class FileTree {
  private final Path base;
  private final LeftOut leftOut;
  private final BiPredicate<Path, Path> choice;
  private final List<WarEntry> entries = new ArrayList<>();
  private final Deque<Path> open = new ArrayDeque<>();

  private FileTree(Path base, LeftOut leftOut, BiPredicate<Path, Path> choice) {
    this.base = base;
    this.leftOut = leftOut;
    this.choice = choice;
  }

  /**
   * Lists a folder; a folder that does not exist is empty.
   *
   * @param prefix what the entries' names begin with; empty, or ending in {@code /}
   * @param leftOut decides what is left out
   * @throws PackagingRefused at a symbolic link that leaves the folder, and at what is no file
   */
  static List<WarEntry> of(Path folder, String prefix, LeftOut leftOut) throws IOException {
    return of(folder, prefix, leftOut, (path, relative) -> true);
  }

  /**
   * Lists those that are chosen, too, by their paths: the whole one, and that below the folder. A
   * folder that is not chosen is not looked into.
   */
  static List<WarEntry> of(
      Path folder, String prefix, LeftOut leftOut, BiPredicate<Path, Path> choice)
      throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    FileTree tree = new FileTree(folder.toRealPath(), leftOut, choice);
    tree.addFolder(tree.base, prefix, false);
    return List.copyOf(tree.entries);
  }

  private void addFolder(Path folder, String prefix, boolean wantedOnly) throws IOException {
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
      add(child, prefix + child.getFileName(), wantedOnly);
    }
    open.pop();
  }

  private void add(Path path, String name, boolean wantedOnly) throws IOException {
    Path relative = base.relativize(path);
    boolean wanted = leftOut.isWanted(relative, name);
    boolean out = !wanted && (wantedOnly || staysOut(path, relative, name));
    if (out && !(Files.isDirectory(path) && leftOut.mayHoldWanted(relative, name))) {
      return;
    }
    Path real = Files.isSymbolicLink(path) ? target(path, base) : path;
    if (!out && !wanted && !real.equals(path) && meansWhatStaysOut(real, name)) {
      return;
    }
    if (Files.isDirectory(real)) {
      addFolder(real, name + "/", out);
    } else if (Files.isRegularFile(real)) {
      entries.add(new WarEntry(name, real));
    } else {
      throw new PackagingRefused(path + " is neither a file nor a folder; remove it");
    }
  }

  private boolean staysOut(Path path, Path relative, String name) throws IOException {
    return leftOut.isSecret(path, relative, name)
        || !choice.test(path, relative)
        || leftOut.isOfTool(path, name);
  }

  // It may lie in a folder that stays out.
  private boolean meansWhatStaysOut(Path target, String name) throws IOException {
    for (Path path = target; !path.equals(base); path = path.resolveSibling(".").normalize()) {
      if (leftOut.isSecret(path, base.relativize(path), name) || leftOut.isOfTool(path, name)) {
        return true;
      }
    }
    return false;
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
}
