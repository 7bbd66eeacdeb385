package org.gatewaybridge.packaging.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;

/** The files of a folder that may be packed, in the order of their names. */
public final class FileTree {
  private final Path base;
  private final Exclusions exclusions;
  private final BiPredicate<Path, Path> choice;
  private final boolean made;
  private final List<WarEntry> entries = new ArrayList<>();
  private final Deque<Path> open = new ArrayDeque<>();

  private FileTree(Path base, Exclusions exclusions, BiPredicate<Path, Path> choice, boolean made) {
    this.base = base;
    this.exclusions = exclusions;
    this.choice = choice;
    this.made = made;
  }

  /**
   * Returns the files of a folder; one that does not exist is empty.
   *
   * @param prefix what the entries' names begin with; empty, or ending in {@code /}
   * @param exclusions decides what is left out
   * @throws PackagingRefused for a symbolic link that leaves the folder, and for special files
   */
  public static List<WarEntry> list(Path folder, String prefix, Exclusions exclusions)
      throws IOException {
    return list(folder, prefix, exclusions, (path, relative) -> true);
  }

  /**
   * Returns those that are chosen, too, by their absolute and relative paths. A folder that is not
   * chosen is not looked into.
   */
  public static List<WarEntry> list(
      Path folder, String prefix, Exclusions exclusions, BiPredicate<Path, Path> choice)
      throws IOException {
    return list(folder, prefix, exclusions, choice, false);
  }

  /**
   * Returns the files of a folder that the build itself has made, in which no tool left anything:
   * what looks like that is byte code, or what a package needs.
   */
  public static List<WarEntry> listMade(
      Path folder, String prefix, Exclusions exclusions, BiPredicate<Path, Path> choice)
      throws IOException {
    return list(folder, prefix, exclusions, choice, true);
  }

  private static List<WarEntry> list(
      Path folder,
      String prefix,
      Exclusions exclusions,
      BiPredicate<Path, Path> choice,
      boolean made)
      throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    FileTree tree = new FileTree(folder.toRealPath(), exclusions, choice, made);
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
    boolean wanted = exclusions.isWanted(relative, name);
    boolean out = !wanted && (wantedOnly || staysOut(path, relative, name));
    if (out && !(Files.isDirectory(path) && exclusions.mayHoldWanted(relative, name))) {
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
    return exclusions.isSecret(path, relative, name)
        || !choice.test(path, relative)
        || (!made && exclusions.isOfTool(path, name));
  }

  // The target may lie in a folder that stays out.
  private boolean meansWhatStaysOut(Path target, String name) throws IOException {
    for (Path path = target; !path.equals(base); path = path.resolveSibling(".").normalize()) {
      if (staysOut(path, base.relativize(path), name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the target of a link, which is packed in its place.
   *
   * @throws PackagingRefused if that is outside the folder: the WAR would hold what nobody put
   *     there
   */
  private static Path target(Path link, Path base) throws IOException {
    Path target = Files.exists(link) ? link.toRealPath() : link;
    if (target.equals(link) || !target.startsWith(base)) {
      throw new PackagingRefused(
          "The symbolic link "
              + link
              + " leaves "
              + base
              + " for "
              + Messages.quoted(Files.readSymbolicLink(link).toString())
              + "; replace it by a copy of what the WAR needs");
    }
    return target;
  }
}
