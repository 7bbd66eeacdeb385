package org.gatewaybridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatewaybridge.engine.Body.bytes;
import static org.gatewaybridge.engine.RecordingSink.answer;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules R17, R28, R29, R33, R35 and R36: lengths that do not hold, failures, clients that go away,
 * and files.
 */
@SuppressWarnings("NullAway") // nulls are among what is tried
class GatewayCallFailureTest {
  private static final List<Map.Entry<String, String>> TEXT =
      Headers.of("Content-Type", "text/plain");
  private static final String OK = "begin 200 [Content-Type, text/plain]";
  private static final List<String> ERROR_500 =
      List.of(
          "begin 500 [Content-Type, text/plain] length 22",
          "write Internal Server Error\n",
          "flush");

  private final List<LogRecord> log = new ArrayList<>();
  private final Logger logger = Logger.getLogger("org.gatewaybridge");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          log.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  private long logged(Level level) {
    return log.stream().filter(logged -> logged.getLevel().equals(level)).count();
  }

  @Test
  void longBodyIsCutAtItsLengthAndNoMoreIsAskedFor() {
    Body body = Body.making(() -> bytes("I too"), () -> bytes(" have"), Body::fail);

    assertThat(answer(withLength(5, body)))
        .containsExactly("begin 200 [] length 5", "write I too", "flush");
    assertThat(body.closed).isEqualTo(1);
    assertThat(logged(Level.WARNING)).isEqualTo(1);
  }

  @Test
  void longChunkIsCutInsideIt() {
    assertThat(answer(withLength(8, List.of(bytes("123456789")))))
        .containsExactly("begin 200 [] length 8", "write 12345678");
  }

  @Test
  void shortBodyIsAborted() {
    assertThat(answer(withLength(10, List.of(bytes("123456789")))))
        .containsExactly("begin 200 [] length 10", "write 123456789", "flush", "abort", "thrown");
    assertThat(logged(Level.SEVERE)).isEqualTo(1);
  }

  @Test
  void missingBodyIsAborted() {
    assertThat(answer(withLength(12345, List.of())))
        .containsExactly("begin 200 [] length 12345", "abort", "thrown");
  }

  private static GatewayApp withLength(long length, Iterable<byte[]> body) {
    return (environ, startResponse) -> {
      startResponse.start("200 OK", Headers.of("Content-Length", "" + length));
      return body;
    };
  }

  @Test
  void failureBeforeTheFirstChunkIsAFixedText() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  throw new IOException("secret");
                }))
        .isEqualTo(ERROR_500);
    Body body = Body.making(Body::fail);
    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", Headers.of("X-App", "gone", "Content-Length", "7"));
                  return body;
                }))
        .isEqualTo(ERROR_500);
    assertThat(body.closed).isEqualTo(1);
    assertThat(logged(Level.SEVERE)).isEqualTo(2);
  }

  @Test
  void failureAfterTheFirstChunkAborts() {
    Body body = Body.making(() -> bytes("a"), Body::fail);

    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT);
                  return body;
                }))
        .containsExactly(OK, "write a", "flush", "abort", "thrown");
    assertThat(body.closed).isEqualTo(1);
  }

  @Test
  void errorsOfTheVirtualMachineAreFailuresToo() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  throw new StackOverflowError();
                }))
        .isEqualTo(ERROR_500);
  }

  @Test
  void bodyWithoutStartResponseIsA500AndStaysUnsent() {
    Body body = Body.of("leak");

    assertThat(answer((environ, startResponse) -> body)).isEqualTo(ERROR_500);
    assertThat(answer((environ, startResponse) -> Body.of())).isEqualTo(ERROR_500);
    assertThat(body.closed).isEqualTo(1);
  }

  @Test
  void nullBodyIsA500() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT);
                  return null;
                }))
        .isEqualTo(ERROR_500);
  }

  @Test
  void chunkOfAnotherTypeIsAFailure() {
    assertThat(answer(mixed("text"))).isEqualTo(ERROR_500);
    assertThat(answer(mixed(bytes("a"), "text")))
        .containsExactly(OK, "write a", "flush", "abort", "thrown");
    assertThat(answer(mixed(bytes("a"), null)))
        .containsExactly(OK, "write a", "flush", "abort", "thrown");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static GatewayApp mixed(Object... chunks) {
    return (environ, startResponse) -> {
      startResponse.start("200 OK", TEXT);
      return (Iterable<byte[]>) (Iterable) Arrays.asList(chunks);
    };
  }

  @Test
  void failingCloseIsOnlyLogged() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT);
                  return Bodies.closing(
                      Body.of("a"),
                      () -> {
                        throw new IOException("close");
                      });
                }))
        .containsExactly(OK, "write a", "flush");
    assertThat(logged(Level.WARNING)).isEqualTo(1);
  }

  @Test
  void clientThatGoesAwayIsNoError() {
    Body body = Body.of("a", "b", "c");
    RecordingSink sink = new RecordingSink().goneAfter(3);

    sink.run(
        "GET",
        (environ, startResponse) -> {
          startResponse.start("200 OK", TEXT);
          return body;
        });

    assertThat(sink.events).containsExactly(OK, "write a", "flush");
    assertThat(body.closed).isEqualTo(1);
    assertThat(log).isEmpty();
  }

  @Test
  void clientThatGoesAwayStaysNoErrorWhenTheAppWrapsIt() {
    RecordingSink sink = new RecordingSink().goneAfter(1);

    sink.run(
        "GET",
        (environ, startResponse) -> {
          BodyWriter writer = startResponse.start("200 OK", TEXT);
          try {
            writer.write(bytes("a"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return List.of();
        });

    assertThat(sink.events).containsExactly(OK);
    assertThat(log).isEmpty();
  }

  @Test
  void brokenRequestBodyIsTheClientsFault() {
    RecordingSink sink = new RecordingSink();

    sink.run(
        "POST",
        (environ, startResponse) -> {
          sink.requestBroken = true;
          throw new IOException("bad chunk");
        });

    assertThat(sink.events)
        .containsExactly(
            "begin 400 [Content-Type, text/plain] length 12", "write Bad Request\n", "flush");
    assertThat(log).isEmpty();
  }

  @Test
  void fileIsTransferredWithItsLength(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");

    assertThat(answer(sending(Headers.of(), Bodies.file(file, 2, 3))))
        .containsExactly("begin 200 [] length 3", "transfer 234");
    assertThat(answer(sending(Headers.of("Content-Length", "4"), Bodies.file(file))))
        .containsExactly("begin 200 [] length 4", "transfer 0123");
    assertThat(answer(sending(Headers.of("Content-Length", "11"), Bodies.file(file))))
        .containsExactly("begin 200 [] length 11", "transfer 0123456789", "abort", "thrown");
    assertThat(answer("HEAD", sending(Headers.of(), Bodies.file(file))))
        .containsExactly("begin 200 [] length 10 bodiless");
  }

  @Test
  void serverSendsAFileByItselfOnlyIfItIsTheWholeBody(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");

    assertThat(left("GET", sending(Headers.of(), Bodies.file(file, 2, 3))))
        .containsExactly("begin 200 [] length 3", "leave file 2 3");
    assertThat(left("GET", sending(Headers.of("Content-Length", "4"), Bodies.file(file))))
        .containsExactly("begin 200 [] length 4", "transfer 0123");
    assertThat(left("GET", sending(Headers.of("Content-Length", "11"), Bodies.file(file))))
        .containsExactly("begin 200 [] length 11", "transfer 0123456789", "abort", "thrown");
    assertThat(left("HEAD", sending(Headers.of(), Bodies.file(file))))
        .containsExactly("begin 200 [] length 10 bodiless");
  }

  private static List<String> left(String method, GatewayApp app) {
    RecordingSink sink = new RecordingSink();
    sink.takesFiles = true;
    sink.run(method, app);
    return sink.events;
  }

  @Test
  void fileThatBecameShorterIsAborted(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    Iterable<byte[]> body = Bodies.file(file);
    Files.writeString(file, "01");

    assertThat(answer(sending(Headers.of(), body)))
        .containsExactly("begin 200 [] length 10", "transfer 01", "abort", "thrown");
  }

  @Test
  void fileThatBecameShorterIsAbortedWithoutALengthToo(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    Iterable<byte[]> body = Bodies.file(file);
    Files.writeString(file, "01");

    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT).write(bytes("a"));
                  return body;
                }))
        .containsExactly(OK, "write a", "flush", "transfer 01", "abort", "thrown");
  }

  @Test
  void fileLongerThanItsLengthIsCutAndLogged(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");

    answer(sending(Headers.of("Content-Length", "4"), Bodies.file(file)));

    assertThat(logged(Level.WARNING)).isEqualTo(1);
  }

  @Test
  void partOfAWrappedFileIsSentWithoutAWarning(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    FileInputStream in = new FileInputStream(file.toFile());

    assertThat(answer(sending(Headers.of("Content-Length", "4"), new StreamBody(in, 3, 4))))
        .containsExactly("begin 200 [] length 4", "transfer 0123");
    assertThat(logged(Level.WARNING)).isZero();
  }

  private static GatewayApp sending(
      List<Map.Entry<String, String>> headers, Iterable<byte[]> body) {
    return (environ, startResponse) -> {
      startResponse.start("200 OK", headers);
      return body;
    };
  }
}
