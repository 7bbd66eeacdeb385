package org.gatewaybridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files can be read at one sitting, and those that tell the life of a request at one glance. */
class FileSizesTest {
  private static final Path MAIN = Path.of("src/main/java/org/gatewaybridge");
  private static final int MOST_LINES = 250;
  private static final int MOST_LINES_OF_A_STORY = 150;

  private static List<Path> longerThan(int most, Stream<Path> files) {
    return files
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> lines(file) > most)
        .toList();
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noFileIsTooLong() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      assertThat(longerThan(MOST_LINES, files)).isEmpty();
    }
  }

  @Test
  void lifeOfARequestIsThreeShortFiles() {
    Stream<Path> files =
        Stream.of(
                "servlet/ServletCall.java",
                "engine/GatewayCall.java",
                "servlet/ServletResponseSink.java")
            .map(MAIN::resolve);

    assertThat(longerThan(MOST_LINES_OF_A_STORY, files)).isEmpty();
  }

  @Test
  void guardTurnsRed() {
    assertThat(longerThan(9, Stream.of(MAIN.resolve("servlet/GatewayServlet.java")))).hasSize(1);
  }
}
