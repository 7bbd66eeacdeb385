package org.gatewaybridge.timeouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.gatewaybridge.engine.RecordingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InFlightTest {
  private final InFlight calls = new InFlight(true);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  private static WatchedSink sink() {
    return new WatchedSink(new RecordingSink(), () -> {}, null);
  }

  private CompletableFuture<Boolean> waitingCall(WatchedSink sink) {
    return CompletableFuture.supplyAsync(
        () -> {
          CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
          calls.run(
              sink,
              () -> {
                begun.countDown();
                try {
                  gate.await();
                  interrupted.complete(false);
                } catch (InterruptedException e) {
                  interrupted.complete(true);
                }
              });
          return interrupted.join();
        });
  }

  @Test
  void callIsCountedWhileItRuns() throws Exception {
    CompletableFuture<Boolean> call = waitingCall(sink());
    begun.await();
    assertThat(calls.count()).isEqualTo(1);

    gate.countDown();
    call.get();
    assertThat(calls.count()).isZero();
  }

  @Test
  void callInsideACallIsPartOfIt() {
    calls.run(
        sink(),
        () -> {
          calls.run(sink(), () -> assertThat(calls.count()).isEqualTo(1));
          assertThat(calls.count()).isEqualTo(1);
        });
    assertThat(calls.count()).isZero();
  }

  @Test
  void theEndWaitsForCallsUnderWay() throws Exception {
    CompletableFuture<Boolean> call = waitingCall(sink());
    begun.await();

    calls.close();
    assertThat(calls.isClosed()).isTrue();
    assertThat(calls.await(Duration.ZERO)).isFalse();
    gate.countDown();
    assertThat(calls.await(Duration.ofSeconds(30))).isTrue();
    assertThat(call.get()).isFalse();
  }

  @Test
  void callsThatOutlastTheEndAreInterrupted() throws Exception {
    CompletableFuture<Boolean> call = waitingCall(sink());
    begun.await();

    calls.interrupt();

    assertThat(call.get()).isTrue();
  }
}
