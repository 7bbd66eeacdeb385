package org.gatewaybridge.python.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.gatewaybridge.api.FileBody;
import org.gatewaybridge.engine.StreamBody;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that a worker has open and offers to the gateway.
 *
 * @param pid the worker's process; 0 for GraalPy in this process, which has its own descriptors
 * @param descriptor the number of the file in that process
 * @param state {@link #CHANGING} or a higher one
 * @param path the path, empty if it does not lead to this file
 */
record OfferedFile(int pid, String descriptor, long offset, long count, int state, String path) {
  /** Somebody has written to it in the last seconds; it can change when the app closes it. */
  static final int CHANGING = 0;

  /** Nobody is writing to it. */
  static final int SETTLED = 1;

  /** Nobody is writing to it, and the app does nothing with it except close it. */
  static final int LEFT_ALONE = 2;

  private static final int BLOCK_BYTES = 64 * 1024;

  static OfferedFile parse(int pid, byte[] data) {
    String[] words = new String(data, UTF_8).split(" ", 5);
    return new OfferedFile(
        pid,
        words[0],
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Integer.parseInt(words[3]),
        words[4]);
  }

  /** Opens the file at the offset; returns null if this process cannot. */
  @Nullable FileInputStream open() {
    // proc(5): this opens the same file, even if its name is gone or leads to another one.
    FileInputStream open = pid == 0 ? null : open("/proc/" + pid + "/fd/" + descriptor);
    return open == null && !path.isEmpty() ? open(path) : open;
  }

  private @Nullable FileInputStream open(String name) {
    try {
      FileInputStream in = new FileInputStream(name);
      try {
        in.getChannel().position(offset);
        return in;
      } catch (IOException e) {
        in.close();
        return null;
      }
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  /** Returns the body of a settled file, which does not need the worker any more. */
  Iterable<byte[]> body(FileInputStream open) throws IOException {
    if (state < LEFT_ALONE || path.isEmpty()) {
      return new StreamBody(open, BLOCK_BYTES);
    }
    open.close();
    return new FileBody(Path.of(path), offset, count); // a container can send a file by its name
  }
}
