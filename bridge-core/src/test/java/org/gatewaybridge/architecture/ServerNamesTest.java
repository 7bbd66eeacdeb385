package org.gatewaybridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Servers are recognised in one package, servlet.container. */
class ServerNamesTest {
  private static final Path MAIN = Path.of("src/main/java/org/gatewaybridge");
  private static final Path BAD =
      Path.of("src/test/java/org/gatewaybridge/architecture/fixture/servlet");

  private static final Pattern NAME =
      Pattern.compile(
          "\"[^\"\n]*(undertow|xnio|jetty|catalina|tomcat|com\\.ibm|openliberty|glassfish)"
              + "[^\"\n]*\"",
          Pattern.CASE_INSENSITIVE);

  private static List<String> culprits(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.getParent().endsWith("servlet/container"))
          .filter(file -> NAME.matcher(read(file)).find())
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noOtherFileNamesAServer() throws IOException {
    assertThat(culprits(MAIN)).isEmpty();
  }

  @Test
  void guardTurnsRed() throws IOException {
    assertThat(culprits(BAD)).contains("ServletNamesServer.java");
  }
}
