package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * A folder with unpacked interpreters, each named by its content: all WARs and servers of a user
 * share them.
 *
 * <p>An interpreter is written beside its place and renamed, so that it is there whole or not at
 * all. Who uses one holds a lock in {@code NAME.used}; what was checked is in {@code
 * NAME.used/checked}.
 */
final class RuntimeCache {
  private static final Set<PosixFilePermission> OWNERS_ONLY =
      PosixFilePermissions.fromString("rwx------");
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
    Path probe = Files.createTempFile(folder, CacheSweep.PROBE, "");
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
    Path home = home(python);
    Path used = used(home);
    makeFolder(used);
    setNew(used);
    UseMark use = UseMark.set(used.resolve(UseMark.newName()));
    try {
      Path executable = home.resolve(python.executable());
      if (!record(home).holds() || !Files.isExecutable(executable)) {
        restore(python);
      }
      new CacheSweep(folder, home).run();
      return new HeldRuntime(this, python, executable, use);
    } catch (IOException | RuntimeException e) {
      use.close();
      throw e;
    }
  }

  /**
   * Checks each byte of an interpreter, and unpacks it again if a part of it has gone or has
   * changed. Makes all of it look new: programs that clean folders go by the time.
   *
   * @return whether it was not whole
   */
  boolean restore(CarriedPython python) throws IOException {
    Path home = home(python);
    makeFolder(used(home)); // all of the cache may have gone
    PackedRuntime packed = new PackedRuntime(python);
    String seen = touch(home);
    boolean whole = packed.isUnpackedAt(home);
    if (!whole) {
      unpack(packed, home);
      seen = touch(home);
    }
    record(home).write(seen);
    setNew(used(home));
    return !whole;
  }

  /** Returns what is there then. */
  private static String touch(Path home) throws IOException {
    PackedRuntime.touch(home);
    return record(home).look();
  }

  private Path home(CarriedPython python) {
    return folder.resolve(python.digest().substring(0, NAME_DIGITS));
  }

  private static Path used(Path home) {
    return home.resolveSibling(home.getFileName() + CacheSweep.USED);
  }

  private static CheckRecord record(Path home) {
    return new CheckRecord(home, used(home).resolve("checked"));
  }

  private static void setNew(Path used) throws IOException {
    Files.setLastModifiedTime(used, FileTime.from(Instant.now()));
  }

  private void unpack(PackedRuntime packed, Path home) throws IOException {
    Path half = newName();
    try (UseMark use = UseMark.set(used(half))) {
      try {
        makeFolder(half);
        packed.unpackTo(half);
        place(packed, half, home);
      } finally {
        CacheSweep.delete(half); // before the mark goes, so that nobody else sweeps it
      }
    }
  }

  private Path newName() {
    return folder.resolve(CacheSweep.HALF + UseMark.newName());
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
}
