package org.gatewaybridge.python.options;

import java.time.Duration;
import org.gatewaybridge.settings.Settings;

/**
 * How an app is started, and started again.
 *
 * @param timeout how long the import may take
 * @param inBackground whether the deployment does not wait for the import
 * @param reload whether a changed source file reloads the app
 */
public record StartOptions(Duration timeout, boolean inBackground, boolean reload) {

  static StartOptions of(Settings settings) {
    return new StartOptions(
        Duration.ofSeconds(settings.count("gateway.python.start-timeout", 300, 1)),
        settings.flag("gateway.python.start-in-background", false),
        settings.flag("gateway.python.reload", false));
  }
}
