package org.gatewaybridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MiddlewareTest {
  private final List<String> events = new ArrayList<>();

  @Test
  void requestMeetsTheFirstThenTheSecondThenTheApp() throws Exception {
    GatewayApp app =
        (environ, startResponse) -> {
          events.add("app");
          return Bodies.empty();
        };

    naming("first")
        .then(naming("second"))
        .then(naming("third"))
        .wrap(app)
        .call(Map.of(), (status, headers, excInfo) -> chunk -> {});

    assertThat(events)
        .containsExactly(
            "first", "second", "third", "app", "after third", "after second", "after first");
  }

  @Test
  void wrappingHappensOnce() throws Exception {
    Middleware counting =
        app -> {
          events.add("wrapped");
          return app;
        };
    GatewayApp app = counting.then(counting).wrap((environ, startResponse) -> Bodies.empty());
    app.call(Map.of(), (status, headers, excInfo) -> chunk -> {});
    app.call(Map.of(), (status, headers, excInfo) -> chunk -> {});

    assertThat(events).containsExactly("wrapped", "wrapped");
  }

  private Middleware naming(String name) {
    return app ->
        (environ, startResponse) -> {
          events.add(name);
          Iterable<byte[]> body = app.call(environ, startResponse);
          events.add("after " + name);
          return body;
        };
  }
}
