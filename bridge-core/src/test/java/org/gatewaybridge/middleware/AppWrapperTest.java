package org.gatewaybridge.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.HealthCheck;
import org.gatewaybridge.api.Middleware;
import org.gatewaybridge.api.StartResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment sees of an app that wraps itself in a middleware. */
class AppWrapperTest {
  private final List<String> events = new ArrayList<>();

  private final class Ill implements GatewayApp, HealthCheck, AutoCloseable {
    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      return Bodies.empty();
    }

    @Override
    public boolean isHealthy() {
      return false;
    }

    @Override
    public void close() {
      events.add("closed");
    }
  }

  private static Middleware both(Path folder) throws IOException {
    return ForwardedHeaders.trusting("127.0.0.1").then(StaticFiles.at("/static", folder));
  }

  @Test
  void appsHealthIsSeenAndItsCloseIsPassedOn(@TempDir Path folder) throws Exception {
    GatewayApp wrapped = both(folder).wrap(new Ill());

    assertThat(wrapped).isInstanceOf(HealthCheck.class).isInstanceOf(AutoCloseable.class);
    assertThat(((HealthCheck) wrapped).isHealthy()).isFalse();
    ((AutoCloseable) wrapped).close();
    assertThat(events).containsExactly("closed");
  }

  @Test
  void appThatKnowsNothingOfItselfIsHealthy(@TempDir Path folder) throws Exception {
    GatewayApp wrapped = both(folder).wrap((environ, startResponse) -> Bodies.empty());

    assertThat(((HealthCheck) wrapped).isHealthy()).isTrue();
    ((AutoCloseable) wrapped).close();
  }
}
