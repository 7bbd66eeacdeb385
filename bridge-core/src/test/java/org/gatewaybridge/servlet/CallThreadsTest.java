package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.operation.AnyThread;
import org.gatewaybridge.operation.ManyCalls;
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

  private static final class Waiting implements GatewayApp, ManyCalls {
    private boolean hasLeft;

    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return List.of();
    }

    @Override
    public boolean mostlyWait() {
      return true;
    }

    @Override
    public void leave() {
      hasLeft = true;
    }
  }

  @Test
  void appWhoseCallsMostlyWaitHasVirtualThreadsWhereThereAreAnyAndHearsOfTheEnd() {
    Waiting app = new Waiting();
    try (CallThreads threads = start(app)) {
      assertThat(threads.execution() != null).isEqualTo(Runtime.version().feature() >= 21);
      assertThat(app.hasLeft).isFalse();
    }

    assertThat(app.hasLeft).isTrue();
  }

  @Test
  void settingOfTheThreadsGoesFirst() {
    Map<String, String> given = Map.of("gateway.execution", "container");
    Options options = Options.of(new Settings(given, Map.of(), Map.of()));
    ClassLoader loader = CallThreadsTest.class.getClassLoader();
    try (CallThreads threads = CallThreads.start(options, null, new Waiting(), loader)) {
      assertThat(threads.execution()).isNull();
    }
  }

  @Test
  void appThatFailsToSayWhetherItsCallsMayMoveKeepsThemWhereTheyAre() {
    try (CallThreads threads = start(new Unsure())) {
      assertThat(threads.isAppOnAnyThread()).isFalse();
    }
  }
}
