package org.gatewaybridge.python.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.settings.Settings;

/**
 * The buffers for slow clients.
 *
 * @param enabled whether a request's body is read before a worker is taken, if it is a thread
 * @param forced whether it is, too, if the worker runs an event loop, which can wait for many
 * @param memory how many bytes of memory buffered bodies and responses may take
 * @param disk how many bytes of the disk they may take
 * @param folder the folder of their files
 */
public record BufferOptions(boolean enabled, boolean forced, long memory, long disk, Path folder) {

  static BufferOptions of(Settings settings) {
    String buffering =
        settings.oneOf("gateway.python.buffering", "auto", List.of("auto", "true", "false"));
    return new BufferOptions(
        !buffering.equals("false"),
        buffering.equals("true"),
        settings.bytes("gateway.python.buffer-memory", "16m"),
        settings.bytes("gateway.python.buffer-disk", "1g"),
        folder(
            settings.text("gateway.python.buffer-folder", System.getProperty("java.io.tmpdir"))));
  }

  private static Path folder(String value) {
    Path folder = Path.of(value);
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "gateway.python.buffer-folder is "
              + Escaped.quoted(value)
              + "; give a folder to write to");
    }
    return folder;
  }
}
