package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are left to Tomcat's sendfile. */
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class SendfileTest {
  private static final String PREFIX = "org.apache.tomcat.sendfile.";
  private static final int LEAST = 48 * 1024;

  private final Map<String, Object> attributes = new TreeMap<>();
  private final HttpServletResponse response = Fake.of(HttpServletResponse.class, new Object());
  private final Path file;
  private boolean async;

  SendfileTest(@TempDir Path folder) throws IOException {
    file = Files.write(folder.resolve("file"), new byte[7 + LEAST]);
  }

  @BeforeEach
  void serverHasIt() {
    attributes.put(PREFIX + "support", true);
  }

  private boolean leave(HttpServletResponse to, Path which, long length) throws IOException {
    HttpServletRequest request =
        Fake.of(
            HttpServletRequest.class,
            new Object() {
              Object getAttribute(String name) {
                return attributes.get(name);
              }

              void setAttribute(String name, Object value) {
                attributes.put(name, value);
              }

              boolean isAsyncStarted() {
                return async;
              }
            });
    return new ServletResponseSink(
            Exchanges.of(request, to, Exchanges.container("Apache Tomcat/test"), Map.of(), 0))
        .leaveToServer(which, 7, length);
  }

  @Test
  void partIsNamedByItsRealPathAndItsBounds() throws IOException {
    Path link = Files.createSymbolicLink(file.resolveSibling("link"), file);

    assertThat(leave(response, link, LEAST)).isTrue();

    assertThat(attributes)
        .containsEntry(PREFIX + "filename", file.toRealPath().toString())
        .containsEntry(PREFIX + "start", 7L)
        .containsEntry(PREFIX + "end", 7L + LEAST);
  }

  @Test
  void littleIsWritten() throws IOException {
    assertThat(leave(response, file, LEAST - 1)).isFalse();
    assertThat(attributes).hasSize(1);
  }

  @Test
  void serverWithoutItGetsBytes() throws IOException {
    attributes.clear();

    assertThat(leave(response, file, LEAST)).isFalse();
    assertThat(attributes).isEmpty();
  }

  @Test
  void filterThatWrapsTheResponseGetsBytes() throws IOException {
    assertThat(leave(new HttpServletResponseWrapper(response), file, LEAST)).isFalse();
    assertThat(attributes).hasSize(1);
  }

  @Test
  void callOnAnotherThreadWritesBytes() throws IOException {
    async = true;

    assertThat(leave(response, file, LEAST)).isFalse();
    assertThat(attributes).hasSize(1);
  }

  @Test
  void fileThatHasShrunkIsNotPromised() throws IOException {
    assertThat(leave(response, file, LEAST + 1)).isFalse();
    assertThat(attributes).hasSize(1);
  }

  @Test
  void missingFileIsAnError() {
    Path missing = file.resolveSibling("missing");

    assertThatThrownBy(() -> leave(response, missing, LEAST))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(attributes).hasSize(1);
  }
}
