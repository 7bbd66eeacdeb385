package org.gatewaybridge.python.options;

import java.time.Duration;
import org.gatewaybridge.settings.Settings;

/**
 * The limits of requests.
 *
 * @param timeout how long a request may go on without progress, zero for no limit
 * @param gracefulTimeout how long the end of the app waits for running requests
 * @param backlog how many requests may wait for a worker
 */
public record RequestOptions(Duration timeout, Duration gracefulTimeout, int backlog) {

  static RequestOptions of(Settings settings) {
    return new RequestOptions(
        Duration.ofSeconds(settings.seconds("gateway.timeout", 30)),
        Duration.ofSeconds(settings.seconds("gateway.graceful-timeout", 30)),
        settings.count("gateway.python.backlog", 2048, 0));
  }
}
