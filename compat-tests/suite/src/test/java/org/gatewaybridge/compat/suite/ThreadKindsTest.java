package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadKindsTest {
  private static final ThreadKinds BEFORE =
      ThreadKinds.of(
          List.of("main", "qtp123-30", "http-nio-127.0.0.1-8080-exec-1", "Thread-1", "watch-3"));

  @Test
  void poolThatHasGrownUnderLoadIsNoLeak() {
    ThreadKinds after =
        ThreadKinds.of(
            List.of(
                "main",
                "qtp123-30",
                "qtp123-77",
                "qtp123-78-acceptor-0@1-ServerConnector@2{HTTP/1.1}",
                "http-nio-127.0.0.1-8080-exec-1",
                "http-nio-127.0.0.1-8080-exec-10",
                "https-jsse-nio-127.0.0.1-8443-exec-9",
                "Catalina-utility-2",
                "ForkJoinPool.commonPool-worker-5",
                "Thread-9",
                "watch-4"));

    assertThat(after.grownSince(BEFORE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thread-2",
        "watch-4",
        "gateway-python-stdout",
        "pool-1-thread-1",
        "http-client",
        "qtpx"
      })
  void oneThreadMoreOfAnyOtherKindIs(String leaked) {
    ThreadKinds after = ThreadKinds.of(List.of("main", "Thread-1", "watch-3", leaked));

    assertThat(after.grownSince(BEFORE)).hasSize(1);
  }
}
