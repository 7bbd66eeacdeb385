package org.gatewaybridge.python;

import java.time.Duration;

/** What runs a Python app. It puts its slots into the app's queue as long as it lives. */
interface PythonRuntime {

  /** Whether any of it answers, or is expected to; must not wait. */
  boolean isHealthy();

  /** Lets requests in flight end for that long, then ends all of it. */
  void close(Duration patience);
}
