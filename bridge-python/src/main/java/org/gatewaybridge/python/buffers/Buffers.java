package org.gatewaybridge.python.buffers;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The room of a deployment for request bodies and responses that wait for slow clients: first in
 * memory, then in a folder on disk. Safe for use by many threads.
 */
public final class Buffers {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

  private static final long LEAST_FILE_BYTES = 4 << 20;

  private final long mostMemory;
  private final long mostDisk;
  private final Path folder;
  private final AtomicLong memory = new AtomicLong();
  private final AtomicLong disk = new AtomicLong();
  private final AtomicLong warned = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS);

  /**
   * Sets the limits; nothing is allocated before it is needed.
   *
   * @param mostMemory how many bytes of the heap may be taken
   * @param mostDisk how many bytes may be in the folder
   * @param folder the folder of the files; each is unlinked, or only this user can read it
   */
  public Buffers(long mostMemory, long mostDisk, Path folder) {
    this.mostMemory = mostMemory;
    this.mostDisk = mostDisk;
    this.folder = folder;
  }

  public long mostDisk() {
    return mostDisk;
  }

  public long mostMemory() {
    return mostMemory;
  }

  /** Returns how many bytes of memory are taken now. */
  public long memory() {
    return memory.get();
  }

  /** Returns how many bytes of the disk are taken now. */
  public long disk() {
    return disk.get();
  }

  /** Takes memory; returns whether that much was left. */
  public boolean takeMemory(long bytes) {
    return take(memory, bytes, mostMemory);
  }

  public void giveMemory(long bytes) {
    memory.addAndGet(-bytes);
  }

  /** Takes room on the disk; returns whether that much was left. */
  boolean takeDisk(long bytes) {
    return take(disk, bytes, mostDisk);
  }

  /**
   * Takes room on the disk for an answer: a quarter of it at most, and none of the half that is
   * kept for bodies.
   *
   * @param has how many bytes the answer has taken before
   * @return whether that much was left
   */
  boolean takeDiskForAnswer(long bytes, long has) {
    return has + bytes <= mostDisk / 4 && take(disk, bytes, mostDisk / 2);
  }

  void giveDisk(long bytes) {
    disk.addAndGet(-bytes);
  }

  private static boolean take(AtomicLong taken, long bytes, long most) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /**
   * Returns how long a file becomes before another one is created; all together are 256 or less.
   */
  long fileBytes() {
    return Math.max(LEAST_FILE_BYTES, mostDisk / 256);
  }

  /**
   * Creates a file that is deleted when it is closed or this process ends. On Unix it is unlinked
   * at once.
   */
  FileChannel createFile() throws IOException {
    Path file = folder.resolve("gateway-" + UUID.randomUUID() + ".tmp");
    Set<StandardOpenOption> options =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? FileChannel.open(
            file,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : FileChannel.open(file, options);
  }

  /** Logs that there is no room, at most once a minute. */
  public void warn(String what, String why) {
    long last = warned.get();
    long now = System.nanoTime();
    if (now - last >= BETWEEN_WARNINGS && warned.compareAndSet(last, now)) {
      LOG.log(
          Level.ERROR,
          what
              + ": "
              + why
              + "; buffered are "
              + memory()
              + " bytes in memory and "
              + disk()
              + " in "
              + folder
              + " (gateway.python.buffer-memory, gateway.python.buffer-disk,"
              + " gateway.python.buffer-folder)");
    }
  }
}
