package org.gatewaybridge.python.runtime;

import java.time.Duration;

/** Runs a Python app, and adds its slots to the app's queue as long as it lives. */
public interface PythonRuntime {

  /** Returns whether any part of it can answer, or is expected to soon; must not wait. */
  boolean isHealthy();

  /** Returns which interpreter runs the app, and why that one. */
  String interpreter();

  /** Returns whether any thread may read a response from its slots. */
  boolean onAnyThread();

  /** Notes that no further request comes, so that those which would go on for ever end. */
  default void leave() {}

  /** Waits that long for running requests, then ends everything. */
  void close(Duration patience);
}
