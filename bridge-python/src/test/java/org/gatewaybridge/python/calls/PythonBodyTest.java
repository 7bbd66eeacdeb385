package org.gatewaybridge.python.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.python.slots.FrameKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A helper that takes an answer from its worker, beside the request's own thread. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class PythonBodyTest {
  private static final StartResponse STARTED = (status, headers, excInfo) -> chunk -> {};

  private @TempDir Path folder;
  private FakeWorker worker;
  private PythonBody body;
  private Iterator<byte[]> chunks;

  @BeforeEach
  void begin() throws Exception {
    worker = new FakeWorker(folder);
    worker.services().slowClients().close(); // the test says who is slow
    worker.send(FrameKind.BEGIN, bytes("200 OK"), bytes("first"));
    PythonRequest request = PythonRequest.read(Map.of("SERVER_PROTOCOL", "HTTP/1.1"), null);
    body = (PythonBody) PythonCall.answer(worker.services(), request, STARTED);
    chunks = body.iterator();
    assertThat(chunks.next()).isEqualTo(bytes("first"));
  }

  @AfterEach
  void end() throws Exception {
    worker.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private void beSlow(Executor helpers) {
    body.collectIfSlow(System.nanoTime(), 0, helpers);
  }

  @Test
  void requestGoesOnWhereNoHelperCanBeMade() throws Exception {
    beSlow(
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        });
    worker.send(FrameKind.CHUNK, new byte[0], bytes("second"));
    worker.send(FrameKind.END | FrameKind.LAST, new byte[0], new byte[0]);

    assertThat(chunks.next()).isEqualTo(bytes("second"));
    assertThat(chunks.hasNext()).isFalse();
    assertThat(worker.slot().isFree()).isTrue();
  }

  /** The slot may look as if the call had ended while the helper is still reading from it. */
  @Test
  void slotOfAHelperIsNotUsedAgain() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    beSlow(task -> released.countDown()); // and has not begun
    worker.send(FrameKind.END, new byte[0], new byte[0]);
    assertThat(worker.slot().awaitFrame()).isEqualTo(FrameKind.END); // as the helper does

    body.close();

    assertThat(released.getCount()).isZero();
    assertThat(worker.receive().kind()).isEqualTo(FrameKind.REQUEST);
    assertThatThrownBy(worker::receive).isInstanceOf(EOFException.class);
  }
}
