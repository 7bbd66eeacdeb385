package org.gatewaybridge.python.options;

import org.gatewaybridge.settings.Settings;

/**
 * The worker processes, and when one is replaced.
 *
 * @param executable the interpreter
 * @param count how many workers there are
 * @param preload whether the app is imported once, and the workers are forked after that
 * @param maxRequests after how many requests a worker is replaced, 0 for never
 * @param maxRequestsJitter by how many requests that varies
 * @param maxRss above how many bytes of memory a worker is replaced, 0 for never
 */
public record WorkerOptions(
    String executable,
    int count,
    boolean preload,
    int maxRequests,
    int maxRequestsJitter,
    long maxRss) {

  static WorkerOptions of(Settings settings) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new WorkerOptions(
        settings.text("gateway.python.executable", "python3"),
        settings.threads("gateway.python.workers", Math.max(2, processors), 1),
        settings.flag("gateway.python.preload", false),
        settings.count("gateway.python.max-requests", 0, 0),
        settings.count("gateway.python.max-requests-jitter", 0, 0),
        settings.bytes("gateway.python.max-rss", "0"));
  }
}
