package org.gatewaybridge.operation;

import java.util.Map;

/** An app that has figures of its own, which JMX and meters show beside the deployment's. */
public interface AppFigures {
  /**
   * Returns the figures now, by name, such as {@code python.buffered.disk}; the names stay the
   * same. Called on any thread.
   */
  Map<String, Long> figures();

  /**
   * Returns what is told about the app in words, by name, such as {@code python.interpreter}; the
   * names stay the same. Called on any thread.
   */
  default Map<String, String> facts() {
    return Map.of();
  }
}
