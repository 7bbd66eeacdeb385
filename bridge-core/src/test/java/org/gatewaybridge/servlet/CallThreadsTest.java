package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.operation.AnyThread;
import org.gatewaybridge.operation.OwnTimeout;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;

class CallThreadsTest {
  private static final class Patient implements GatewayApp, OwnTimeout {
    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return List.of();
    }
  }

  private static CallThreads start(GatewayApp app) {
    Options options = Options.of(new Settings(Map.of(), Map.of(), Map.of()));
    return CallThreads.start(options, null, app, CallThreadsTest.class.getClassLoader());
  }

  @Test
  void appThatEndsItsOwnCallsIsNotWatched() {
    try (CallThreads ofItsOwn = start(new Patient());
        CallThreads ofAnother = start(new EchoApp())) {
      assertThat(ofItsOwn.watchdog()).isNull();
      assertThat(ofAnother.watchdog()).isNotNull();
    }
  }

  private static final class Unsure implements GatewayApp, AnyThread {
    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return List.of();
    }

    @Override
    public boolean onAnyThread() {
      throw new IllegalStateException("secret");
    }
  }

  @Test
  void appThatFailsToSayWhetherItsCallsMayMoveKeepsThemWhereTheyAre() {
    try (CallThreads threads = start(new Unsure())) {
      assertThat(threads.isAppOnAnyThread()).isFalse();
    }
  }
}
