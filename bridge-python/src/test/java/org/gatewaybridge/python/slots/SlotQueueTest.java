package org.gatewaybridge.python.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SlotQueueTest {

  @Test
  void manyLongWaitsAreLoggedOnce() throws Exception {
    SlotQueue queue = new SlotQueue(10, Duration.ofSeconds(4));
    List<String> warnings = new CopyOnWriteArrayList<>();
    Handler handler = collecting(warnings);
    Logger log = Logger.getLogger("org.gatewaybridge.python");
    log.addHandler(handler);
    try {
      List<CompletableFuture<Slot>> waiting =
          IntStream.range(0, 3)
              .mapToObj(
                  n ->
                      CompletableFuture.supplyAsync(
                          () -> send(queue), task -> new Thread(task).start()))
              .toList();
      assertThat(waiting)
          .allSatisfy(
              each ->
                  assertThat(each)
                      .failsWithin(Duration.ofSeconds(30))
                      .withThrowableThat()
                      .withMessageContaining("no worker was free for 4 s"));
    } finally {
      log.removeHandler(handler);
    }

    assertThat(warnings).singleElement().asString().contains("Requests wait for a worker");
  }

  private static Slot send(SlotQueue queue) {
    try {
      return queue.send(new FrameWriter(8));
    } catch (NoFreeWorker | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static Handler collecting(List<String> texts) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        texts.add(record.getMessage());
      }

      @Override
      public void flush() {
        // nothing is kept back
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }
}
