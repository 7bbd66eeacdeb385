package org.gatewaybridge.python.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that a worker has open and offers to the gateway.
 *
 * @param pid the worker's process; 0 for GraalPy in this process, which has its own descriptors
 * @param descriptor the number of the file in that process
 * @param device the number of the file's device, which with the inode says which file it is
 * @param isFree whether the app has nothing more to do with the file than to close it, so that it
 *     may do that before the bytes are sent
 * @param path the path, empty if it does not lead to this file
 */
record OfferedFile(
    int pid,
    String descriptor,
    String device,
    String inode,
    long offset,
    long count,
    boolean isFree,
    String path) {

  static OfferedFile parse(int pid, byte[] data) {
    String[] words = new String(data, UTF_8).split(" ", 7);
    return new OfferedFile(
        pid,
        words[0],
        words[1],
        words[2],
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        words[5].equals("1"),
        words[6]);
  }

  /** Opens the file at the offset; returns null if no name leads this process to it. */
  @Nullable FileInputStream open() {
    // proc(5): this opens the same file, even if its name is gone or leads to another one.
    FileInputStream open = pid == 0 ? null : open("/proc/" + pid + "/fd/" + descriptor);
    return open == null && !path.isEmpty() ? open(path) : open;
  }

  private @Nullable FileInputStream open(String name) {
    try {
      if (!leadsToIt(name)) {
        return null; // and is not opened: it may be a pipe
      }
      FileInputStream in = new FileInputStream(name);
      try {
        if (leadsToIt(name)) { // and did when it was opened
          in.getChannel().position(offset);
          return in;
        }
      } catch (IOException e) {
        // closed below
      }
      in.close();
    } catch (IOException | RuntimeException e) {
      // there is no such name, or no such attributes
    }
    return null;
  }

  /** Compares the files: /proc/self/fd/3 is another one in each process. */
  private boolean leadsToIt(String name) throws IOException {
    Map<String, Object> found = Files.readAttributes(Path.of(name), "unix:dev,ino");
    return found.get("dev") instanceof Long dev
        && found.get("ino") instanceof Long ino
        && device.equals(Long.toUnsignedString(dev))
        && inode.equals(Long.toUnsignedString(ino));
  }
}
