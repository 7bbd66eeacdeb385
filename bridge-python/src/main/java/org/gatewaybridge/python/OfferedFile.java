package org.gatewaybridge.python;

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
 * @param pid the worker's process, 0 for one that is in this process, whose descriptors are its own
 * @param descriptor the number of the file in that process
 * @param state {@link #CHANGING} or a higher one
 * @param path where it is, empty if its name does not lead to it
 */
record OfferedFile(int pid, String descriptor, long offset, long count, int state, String path) {
  /** Somebody has written to it in the last seconds: it is as it is until the app closes it. */
  static final int CHANGING = 0;

  /** Nobody is writing to it. */
  static final int SETTLED = 1;

  /** Nobody is writing to it, and the app does nothing to it but close it. */
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

  /** Opens what the worker has open, at the offset; null if this process cannot. */
  @Nullable FileInputStream open() {
    // proc(5): this opens the same file, though its name leads elsewhere by now, or nowhere.
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

  /** Returns a body that needs the worker no more, of a settled file that was opened. */
  Iterable<byte[]> body(FileInputStream open) throws IOException {
    if (state < LEFT_ALONE || path.isEmpty()) {
      return new StreamBody(open, BLOCK_BYTES);
    }
    open.close();
    return new FileBody(Path.of(path), offset, count); // a container may send it by its name
  }
}
