package org.gatewaybridge.python.options;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The Python that the native packages of a WAR were built for, from {@code
 * WEB-INF/python-native.properties}, which the build has written.
 *
 * @param tag such as {@code cp311-linux_x86_64}; empty if the WAR has none
 * @param because the path of one such package
 */
public record NativeMark(String tag, String because) {

  static NativeMark read(@Nullable Path webInf) throws IOException {
    Path file = webInf == null ? null : webInf.resolve("python-native.properties");
    if (file == null || !Files.isRegularFile(file)) {
      return new NativeMark("", "");
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new NativeMark(properties.getProperty("for", ""), properties.getProperty("because", ""));
  }
}
