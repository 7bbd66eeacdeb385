package org.gatewaybridge.python.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HelperThreadsTest {
  /** An executor has ended before its last thread has; a container finds that thread. */
  @Test
  void noThreadIsLeftWhenCloseReturns() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      HelperThreads helpers = new HelperThreads();
      CompletableFuture<Thread> ran = new CompletableFuture<>();
      helpers.execute(() -> ran.complete(Thread.currentThread()));
      Thread thread = ran.get();

      helpers.close();

      assertThat(thread.isAlive()).as("thread of executor %d", i).isFalse();
    }
  }
}
