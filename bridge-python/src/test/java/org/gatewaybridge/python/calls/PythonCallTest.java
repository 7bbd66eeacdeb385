package org.gatewaybridge.python.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.NoFreeWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class PythonCallTest {
  private static final StartResponse STARTED = (status, headers, excInfo) -> chunk -> {};

  private @TempDir Path folder;

  @Test
  void buffersAreGivenBackIfNoWorkerIsLeftForAnotherAttempt() throws Exception {
    try (FakeWorker worker = new FakeWorker(folder)) {
      CompletableFuture<Object> call =
          CompletableFuture.supplyAsync(() -> answer(worker), task -> new Thread(task).start());
      assertThat(worker.receive().kind()).isEqualTo(FrameKind.OPEN_REQUEST);
      assertThat(worker.services().buffers().memory()).isPositive();

      worker.queue().close();
      worker.reset(); // as a worker that has not read the request

      assertThat(call)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withCauseInstanceOf(NoFreeWorker.class);
      assertThat(worker.services().buffers().memory()).isZero();
    }
  }

  private static Object answer(FakeWorker worker) {
    int length = 200_000;
    Map<String, Object> environ =
        Map.of(
            EnvironKeys.CONTENT_LENGTH,
            Integer.toString(length),
            EnvironKeys.INPUT,
            new ByteArrayInputStream(new byte[length]));
    try {
      PythonRequest request = PythonRequest.read(environ, worker.services().buffers());
      return PythonCall.answer(worker.services(), request, STARTED);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
