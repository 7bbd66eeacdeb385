package org.gatewaybridge.python.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.python.slots.CallState;
import org.gatewaybridge.python.slots.FrameKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file that a worker offers is the one that is sent, whatever its name leads to. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class FileAnswerTest {
  private static final byte[] HEAD = "200 OK".getBytes(ISO_8859_1);

  private @TempDir Path folder;
  private FakeWorker worker;
  private final List<CallState> atStart = new ArrayList<>();
  private final StartResponse startResponse =
      (status, headers, excInfo) -> {
        atStart.add(worker.slot().state());
        return chunk -> {};
      };

  @BeforeEach
  void start() throws Exception {
    worker = new FakeWorker(folder);
  }

  @AfterEach
  void stop() throws Exception {
    worker.close();
  }

  private Iterable<byte[]> answer() throws Exception {
    PythonRequest request = PythonRequest.read(Map.of("SERVER_PROTOCOL", "HTTP/1.1"), null);
    return PythonCall.answer(worker.services(), request, startResponse);
  }

  private static String text(Iterable<byte[]> body) {
    StringBuilder all = new StringBuilder();
    body.forEach(chunk -> all.append(new String(chunk, ISO_8859_1)));
    return all.toString();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void fileThatIsReplacedAfterItWasTakenIsStillTheOneThatTheAppHasOpened() throws Exception {
    Path offered = file("offered", "this");
    worker.send(FrameKind.FILE, HEAD, FakeWorker.offer(offered, true));
    Iterable<byte[]> body = answer();

    Files.move(file("other", "that"), offered, StandardCopyOption.REPLACE_EXISTING);

    assertThat(text(body)).isEqualTo("this");
    ((AutoCloseable) body).close();
  }

  @Test
  void noMoreIsSentThanWasOffered() throws Exception {
    worker.send(FrameKind.FILE, HEAD, FakeWorker.offer(file("offered", "this and more"), true));
    Iterable<byte[]> body = answer();

    assertThat(text(body)).isEqualTo("this");
    ((AutoCloseable) body).close();
  }

  @Test
  void pathThatLeadsToAnotherFileHereIsRefused() throws Exception {
    Path offered = file("offered", "this");
    byte[] offer = FakeWorker.offer(offered, true);
    Files.move(file("other", "that"), offered, StandardCopyOption.REPLACE_EXISTING);
    worker.send(FrameKind.FILE, HEAD, offer);
    worker.send(FrameKind.WHOLE | FrameKind.LAST, HEAD, "block by block".getBytes(ISO_8859_1));

    assertThat(text(answer())).isEqualTo("block by block");
    assertThat(worker.receive().kind()).isEqualTo(FrameKind.REQUEST);
    assertThat(worker.receive().kind()).isEqualTo(FrameKind.REFUSED);
  }

  @Test
  void pathThatIsOfEachProcessItsOwnIsNotFollowed() {
    OfferedFile offered = new OfferedFile(0, "0", "1", "1", 0, 4, true, "/proc/self/exe");

    assertThat(offered.open()).isNull();
  }

  @Test
  void responseStartsWhenAWorkerThatIsLostCanFailNoMore() throws Exception {
    worker.send(FrameKind.FILE, HEAD, FakeWorker.offer(file("offered", "this"), true));
    ((AutoCloseable) answer()).close();

    assertThat(atStart).hasSize(1).doesNotContain(CallState.FILED);
  }
}
