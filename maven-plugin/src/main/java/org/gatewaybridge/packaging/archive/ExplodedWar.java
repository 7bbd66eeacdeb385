package org.gatewaybridge.packaging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An unpacked WAR that is brought up to date in place.
 *
 * <p>A file whose bytes are right is not touched, so that a container that watches times sees only
 * changes. A file that this class did not put there stays: another plugin may own it.
 */
public final class ExplodedWar {
  private final Path folder;
  private final Path record;

  /**
   * Prepares the update of a folder.
   *
   * @param folder the unpacked WAR
   * @param work the folder of the record of our own files
   */
  public ExplodedWar(Path folder, Path work) {
    this.folder = folder;
    this.record = work.resolve(folder.getFileName() + ".files");
  }

  /** How many files a run wrote, removed and left as they were. */
  public record Changes(int written, int removed, int unchanged) {}

  /** Updates the folder to the layout. */
  public Changes update(WarLayout layout) throws IOException {
    Set<String> names = new HashSet<>();
    layout.entries().forEach(entry -> names.add(entry.name()));
    Set<String> ours = recorded();
    ours.addAll(names);
    // Before the first change, so that the next build knows all files that may be ours, even if
    // this may be ours.
    record(ours);
    int removed = 0;
    for (String name : ours) {
      removed += !names.contains(name) && remove(name) ? 1 : 0;
    }
    int written = 0;
    for (WarEntry entry : layout.entries()) {
      written += copy(entry) ? 1 : 0;
    }
    record(names);
    return new Changes(written, removed, names.size() - written);
  }

  private boolean copy(WarEntry entry) throws IOException {
    Path target = place(entry.name());
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        && Files.mismatch(entry.file(), target) < 0) {
      return false;
    }
    Files.createDirectories(target.getParent());
    Files.copy(entry.file(), target, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private boolean remove(String name) throws IOException {
    Path target = place(name);
    boolean removed = Files.deleteIfExists(target);
    Path parent = target.getParent();
    while (parent != null && !parent.equals(folder)) {
      try {
        Files.deleteIfExists(parent);
      } catch (DirectoryNotEmptyException e) {
        break;
      }
      parent = parent.getParent();
    }
    return removed;
  }

  // Also for names out of our own record, which anyone may have edited.
  private Path place(String name) {
    Path place = folder.resolve(new WarEntry(name, record).name());
    Path above = place.getParent();
    while (above != null && !above.equals(folder)) {
      if (Files.isSymbolicLink(above)) { // what it points at is not ours to change
        throw new PackagingRefused(above + " is a symbolic link; remove it");
      }
      above = above.getParent();
    }
    return place;
  }

  private Set<String> recorded() throws IOException {
    return new HashSet<>(Files.exists(record) ? Files.readAllLines(record) : List.of());
  }

  private void record(Set<String> names) throws IOException {
    String lines = String.join("\n", names.stream().sorted().toList());
    AtomicFile.write(record, out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
  }
}
