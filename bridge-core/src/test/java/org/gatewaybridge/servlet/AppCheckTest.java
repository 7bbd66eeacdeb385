package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AppCheckTest {
  private static final ClassLoader LOADER = new ClassLoader() {};

  @Test
  void checkThatHangsHasFailedAndIsTheOnlyOne() {
    CompletableFuture<Boolean> gate = new CompletableFuture<>();
    AtomicInteger asked = new AtomicInteger();
    AppCheck check =
        new AppCheck(
            () -> {
              asked.incrementAndGet();
              return gate.join(); // no interrupt ends it
            },
            LOADER,
            1);

    assertThat(check.passes()).isFalse();
    assertThat(check.passes()).isFalse();
    assertThat(asked).hasValue(1);

    gate.complete(true);
    while (!check.passes() || asked.get() == 1) {
      Thread.onSpinWait(); // whoever comes as the first one ends still gets its answer
    }
    check.close();
  }

  @Test
  void checkThatHangsIsInterrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    AppCheck check =
        new AppCheck(
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return true;
            },
            LOADER,
            1);

    assertThat(check.passes()).isFalse();

    interrupted.await();
  }

  @Test
  void checkRunsOnAThreadWithTheAppsLoader() {
    Thread here = Thread.currentThread();
    AppCheck check =
        new AppCheck(
            () ->
                Thread.currentThread() != here
                    && Thread.currentThread().getContextClassLoader() == LOADER,
            LOADER,
            0);

    assertThat(check.passes()).isTrue();
  }

  @Test
  void checkThatFailsIsNotPassed() {
    AppCheck check =
        new AppCheck(
            () -> {
              throw new LinkageError("secret");
            },
            LOADER,
            30);

    assertThat(check.passes()).isFalse();
  }
}
