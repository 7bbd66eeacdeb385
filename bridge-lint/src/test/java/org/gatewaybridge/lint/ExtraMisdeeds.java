package org.gatewaybridge.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.gatewaybridge.api.ContractRule.R22;
import static org.gatewaybridge.api.ContractRule.R45;
import static org.gatewaybridge.api.ContractRule.R46;
import static org.gatewaybridge.api.ContractRule.R47;
import static org.gatewaybridge.api.ContractRule.R49;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.EarlyHints;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.ResponseTrailers;
import org.jspecify.annotations.NullUnmarked;

/** Apps and gateways that misbehave with trailers and early hints. */
@NullUnmarked // hands over null on purpose
final class ExtraMisdeeds {
  private ExtraMisdeeds() {}

  static Stream<Misdeed> all() {
    return Stream.of(
        putting(EnvironKeys.TRAILERS),
        putting(EnvironKeys.EARLY_HINTS),
        asked(R46, "asks too early", 0, Headers.of()),
        asked(R46, "asks twice", 2, Headers.of()),
        asked(R47, "sends a cookie behind the body", 1, Headers.of("set-cookie", "a=1")),
        asked(R47, "sends a length behind the body", 1, Headers.of("Content-Length", "1")),
        asked(R22, "has no trailers", 1, null),
        new Misdeed(R46, "promises nothing", gateway -> run(gateway, 1, promising(() -> null))),
        new Misdeed(
            R46,
            "promises too late",
            gateway ->
                run(
                    gateway,
                    1,
                    (environ, start) -> {
                      start.start("200 OK", Headers.of()).write("a".getBytes(UTF_8));
                      trailers(environ).send(Headers::of);
                      return Bodies.empty();
                    })),
        hinting("hints a length", Headers.of("Content-Length", "1")),
        new Misdeed(
            R49,
            "hints too late",
            gateway ->
                run(
                    gateway,
                    1,
                    (environ, start) -> {
                      start.start("200 OK", Headers.of()).write("a".getBytes(UTF_8));
                      hints(environ).send(Headers.of());
                      return Bodies.empty();
                    })));
  }

  private static Misdeed putting(String key) {
    return new Misdeed(
        R45,
        "puts something else for " + key,
        gateway -> {
          gateway.environ.put(key, "something");
          gateway.run(new LintedApp().wrap((environ, start) -> Bodies.empty()));
        });
  }

  private static Misdeed asked(
      ContractRule rule, String what, int times, List<Map.Entry<String, String>> fields) {
    return new Misdeed(rule, what, gateway -> run(gateway, times, promising(() -> () -> fields)));
  }

  private static Misdeed hinting(String what, List<Map.Entry<String, String>> fields) {
    return new Misdeed(
        R49,
        what,
        gateway ->
            run(
                gateway,
                1,
                (environ, start) -> {
                  hints(environ).send(fields);
                  return Bodies.empty();
                }));
  }

  private static GatewayApp promising(Supplier<Supplier<List<Map.Entry<String, String>>>> fields) {
    return (environ, start) -> {
      trailers(environ).send(fields.get());
      start.start("200 OK", Headers.of());
      return Bodies.of("a", UTF_8);
    };
  }

  private static ResponseTrailers trailers(Map<String, Object> environ) {
    return (ResponseTrailers) environ.get(EnvironKeys.TRAILERS);
  }

  private static EarlyHints hints(Map<String, Object> environ) {
    return (EarlyHints) environ.get(EnvironKeys.EARLY_HINTS);
  }

  /** A gateway that asks for trailers so many times at the end; for 0, at once. */
  private static void run(FakeGateway gateway, int times, GatewayApp app) throws Exception {
    List<Supplier<List<Map.Entry<String, String>>>> promised = new ArrayList<>();
    List<Object> given = new ArrayList<>();
    ResponseTrailers trailers = times == 0 ? fields -> given.add(fields.get()) : promised::add;
    gateway.environ.put(EnvironKeys.TRAILERS, trailers);
    EarlyHints hints = fields -> {};
    gateway.environ.put(EnvironKeys.EARLY_HINTS, hints);
    gateway.run(new LintedApp().wrap(app));
    for (int i = 0; i < times; i++) {
      promised.forEach(fields -> given.add(fields.get()));
    }
  }
}
