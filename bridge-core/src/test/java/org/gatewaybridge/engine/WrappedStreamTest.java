package org.gatewaybridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatewaybridge.engine.Body.bytes;
import static org.gatewaybridge.engine.RecordingSink.answer;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code wsgi.file_wrapper} makes of a stream: sent as a file where it is one. */
class WrappedStreamTest {
  @Test
  void wrappedFileIsTransferredFromWhereItStandsAndClosed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    FileInputStream in = new FileInputStream(file.toFile());
    in.skipNBytes(4);

    assertThat(answer(sending(Headers.of(), new StreamBody(in, 8192))))
        .containsExactly("begin 200 [] length 6", "transfer 456789");
    assertThat(in.getChannel().isOpen()).isFalse();
  }

  @Test
  void partOfAWrappedStreamIsSentBlockByBlock() {
    StreamBody part = new StreamBody(new ByteArrayInputStream(bytes("abcde")), 3, 4);

    assertThat(answer(sending(Headers.of(), part)))
        .containsExactly("begin 200 []", "write abc", "flush", "write d", "flush");
  }

  @Test
  void streamThatReadsLessThanItsFileHasNoLength(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    FileInputStream in =
        new FileInputStream(file.toFile()) {
          private int left = 3;

          @Override
          public int read(byte[] bytes) throws IOException {
            int read = super.read(bytes, 0, left);
            left -= Math.max(read, 0);
            return read;
          }
        };

    assertThat(answer(sending(Headers.of(), new StreamBody(in, 8192))))
        .containsExactly("begin 200 []", "write 012", "flush");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // which has no mkfifo; the bridge itself does not mind
  void pipeIsSentAsItComes(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    Process writer = new ProcessBuilder("sh", "-c", "printf abc > '" + pipe + "'").start();

    assertThat(
            answer(sending(Headers.of(), new StreamBody(new FileInputStream(pipe.toFile()), 8192))))
        .containsExactly("begin 200 []", "write abc", "flush");
    writer.waitFor();
  }

  @Test
  void wrappedStreamIsSentBlockByBlock() {
    assertThat(
            answer(
                sending(Headers.of(), new StreamBody(new ByteArrayInputStream(bytes("abcde")), 2))))
        .containsExactly(
            "begin 200 []", "write ab", "flush", "write cd", "flush", "write e", "flush");
  }

  private static GatewayApp sending(
      List<Map.Entry<String, String>> headers, Iterable<byte[]> body) {
    return (environ, startResponse) -> {
      startResponse.start("200 OK", headers);
      return body;
    };
  }
}
