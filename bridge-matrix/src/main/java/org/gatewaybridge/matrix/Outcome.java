package org.gatewaybridge.matrix;

import java.util.Arrays;
import java.util.Optional;

/** How a case ended on a container, in order from the best to the worst. */
public enum Outcome {
  /** It ended as wanted. */
  PASS("pass"),
  /** It was not tried, and nothing is known of it. */
  NOT_RUN("not-run"),
  /** It ended otherwise, as it is known to on this container. */
  KNOWN("known"),
  /** It ended otherwise, and nobody knew. */
  FAIL("fail");

  private final String key;

  Outcome(String key) {
    this.key = key;
  }

  /** Names the outcome as matrix.json does, such as {@code not-run}. */
  public String key() {
    return key;
  }

  /** Names the outcome for people, such as {@code not run}. */
  public String words() {
    return key.replace('-', ' ');
  }

  /** Tells the worse of two outcomes. */
  public Outcome orWorse(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static Optional<Outcome> ofKey(String key) {
    return Arrays.stream(values()).filter(outcome -> outcome.key.equals(key)).findFirst();
  }
}
