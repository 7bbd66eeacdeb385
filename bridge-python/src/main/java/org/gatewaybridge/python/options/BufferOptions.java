package org.gatewaybridge.python.options;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.settings.Settings;

/**
 * The buffers for slow clients.
 *
 * @param enabled whether a request's body is read before a worker is taken
 * @param memory how many bytes of memory buffered bodies and responses may take
 * @param disk how many bytes of the disk they may take
 * @param folder the folder of their files
 */
public record BufferOptions(boolean enabled, long memory, long disk, Path folder) {

  static BufferOptions of(Settings settings) {
    return new BufferOptions(
        settings.flag("gateway.python.buffering", true),
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
