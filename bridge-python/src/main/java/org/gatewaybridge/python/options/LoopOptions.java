package org.gatewaybridge.python.options;

import java.time.Duration;
import java.util.List;
import org.gatewaybridge.settings.Settings;

/**
 * What concerns ASGI apps, whose workers run an event loop each.
 *
 * @param kind which interface the app has: auto, wsgi or asgi
 * @param loop which event loop: auto, asyncio or uvloop
 * @param concurrency how many requests a worker serves at once
 * @param disconnectGrace how long an app may go on when its client is gone
 * @param requestTimeout how long a request may take, zero for no limit
 * @param rootPath whether the path includes the root path: auto, full or apart
 */
public record LoopOptions(
    String kind,
    String loop,
    int concurrency,
    Duration disconnectGrace,
    Duration requestTimeout,
    String rootPath) {

  static LoopOptions of(Settings settings) {
    return new LoopOptions(
        settings.oneOf("gateway.python.interface", "auto", List.of("auto", "wsgi", "asgi")),
        settings.oneOf("gateway.python.loop", "auto", List.of("auto", "asyncio", "uvloop")),
        settings.count("gateway.python.concurrency", 1000, 1),
        Duration.ofSeconds(settings.seconds("gateway.python.disconnect-grace", 5)),
        Duration.ofSeconds(settings.seconds("gateway.python.request-timeout", 0)),
        settings.oneOf("gateway.python.root-path", "auto", List.of("auto", "full", "apart")));
  }
}
