package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with unpacked interpreters, each named by its content: all WARs and servers of a user
 * share them.
 *
 * <p>An interpreter is written beside its place and renamed, so that it is there whole or not at
 * all. Who uses one holds a lock in {@code NAME.used}; one that nobody has used for a week goes.
 */
final class RuntimeCache {
  private static final Set<PosixFilePermission> OWNERS_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final String HALF = "half-";
  private static final String USED = ".used";
  private static final Duration KEPT = Duration.ofDays(7);
  private static final int NAME_DIGITS = 32;
  private static final int ATTEMPTS = 10;

  private final Path folder;

  private RuntimeCache(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder, which is made if it is not there.
   *
   * @throws IOException if it cannot be written to, is another user's, or forbids execution
   */
  static RuntimeCache at(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      makeFolder(folder);
    }
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " is a symbolic link; name the folder that it leads to");
    }
    Path probe = Files.createTempFile(folder, "probe-", "");
    try {
      if (!isOwnAlone(folder, probe)) {
        throw new IOException(folder + " is another user's, or others may write to it");
      }
      if (isPosix(folder)) {
        Files.setPosixFilePermissions(probe, OWNERS_ONLY);
      }
      if (!Files.isExecutable(probe)) { // access(2) knows mounts
        throw new IOException("nothing may be executed in " + folder + " (mounted with noexec?)");
      }
    } finally {
      Files.deleteIfExists(probe);
    }
    return new RuntimeCache(folder);
  }

  /** Makes a folder; another server may do the same now. */
  private static void makeFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS_ONLY));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static boolean isOwnAlone(Path folder, Path ownFile) throws IOException {
    if (!isPosix(folder)) {
      return true; // Windows gives a new folder the permissions of the one above
    }
    PosixFileAttributes now =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return now.isDirectory()
        && now.owner().equals(Files.getOwner(ownFile))
        && !now.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !now.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * Returns an interpreter, which is unpacked first if it is not there.
   *
   * @throws IOException if it cannot be unpacked; nothing half is left
   */
  HeldRuntime hold(CarriedPython python) throws IOException {
    Path home = folder.resolve(name(python));
    Path used = folder.resolve(name(python) + USED);
    Files.createDirectories(used);
    setNew(used);
    UseMark use = UseMark.set(used.resolve(UseMark.newName()));
    try {
      restore(python);
      sweep(home);
      return new HeldRuntime(this, python, home.resolve(python.executable()), use);
    } catch (IOException | RuntimeException e) {
      use.close();
      throw e;
    }
  }

  /**
   * Unpacks an interpreter again if a part of it has gone or has changed, and makes all of it look
   * new: programs that clean folders go by the time.
   *
   * @return whether it was not whole
   */
  boolean restore(CarriedPython python) throws IOException {
    Path home = folder.resolve(name(python));
    PackedRuntime packed = new PackedRuntime(python);
    boolean whole = packed.isUnpackedAt(home);
    if (!whole) {
      unpack(packed, home);
    }
    PackedRuntime.touch(home);
    setNew(folder.resolve(name(python) + USED));
    return !whole;
  }

  private static void setNew(Path used) throws IOException {
    Files.setLastModifiedTime(used, FileTime.from(Instant.now()));
  }

  private static String name(CarriedPython python) {
    return python.digest().substring(0, NAME_DIGITS);
  }

  private void unpack(PackedRuntime packed, Path home) throws IOException {
    Path half = newName();
    try (UseMark use = UseMark.set(folder.resolve(half.getFileName() + USED))) {
      try {
        makeFolder(half);
        packed.unpackTo(half);
        place(packed, half, home);
      } finally {
        delete(half); // before the mark goes, so that nobody else sweeps it
      }
    }
  }

  private Path newName() {
    return folder.resolve(HALF + UseMark.newName());
  }

  /**
   * Gives an interpreter its name, unless another server was faster. A damaged one in its place is
   * renamed first, and swept: whoever looks sees one or none, never a part of one.
   */
  private void place(PackedRuntime packed, Path half, Path home) throws IOException {
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (IOException e) { // such as: it is there
        reason = e.toString();
      }
      if (packed.isUnpackedAt(home)) {
        return;
      }
      if (Files.exists(home)) {
        try {
          Files.move(home, newName(), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
          // another server has done that
        }
      }
    }
    throw new IOException(home + " is damaged, and cannot be replaced: " + reason);
  }

  /** Deletes what nobody uses: interpreters of long ago, and what a killed server has begun. */
  private void sweep(Path own) {
    Instant old = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        sweep(entry, own, old);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // another server sweeps too; what is left goes the next time
    }
  }

  private void sweep(Path entry, Path own, Instant old) throws IOException {
    String name = String.valueOf(entry.getFileName());
    Path used = folder.resolve(name + USED);
    boolean half = name.startsWith(HALF) && !name.endsWith(USED);
    boolean mark = name.startsWith(HALF) && name.endsWith(USED);
    if (mark && isOlder(entry, old) && UseMark.isFree(entry)) {
      Files.deleteIfExists(entry);
    }
    boolean whole = name.matches("[0-9a-f]{" + NAME_DIGITS + "}") && !entry.equals(own);
    if (half && UseMark.isFree(used)) {
      delete(entry);
      Files.deleteIfExists(used);
    } else if (whole && isOlder(used, old) && isUnused(used)) {
      delete(entry);
      delete(used);
    }
  }

  private static boolean isOlder(Path file, Instant than) throws IOException {
    return !Files.exists(file) || Files.getLastModifiedTime(file).toInstant().isBefore(than);
  }

  private static boolean isUnused(Path used) throws IOException {
    if (!Files.isDirectory(used)) {
      return true;
    }
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(used)) {
      for (Path lock : locks) {
        if (!UseMark.isFree(lock)) {
          return false;
        }
      }
      return true;
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (UncheckedIOException e) { // as walk throws it
      throw new IOException(e.getMessage(), e);
    }
  }
}
