package org.gatewaybridge.python;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * For which Python the native packages of a WAR were made, as the build noted it in {@code
 * WEB-INF/python-native.properties}.
 *
 * @param tag such as {@code cp311-linux_x86_64}; empty if the WAR has none
 * @param because one of them
 */
record NativeMark(String tag, String because) {

  static NativeMark of(@Nullable Path webInf) throws IOException {
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
