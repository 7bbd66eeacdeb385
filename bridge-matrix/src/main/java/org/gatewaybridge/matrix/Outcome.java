package org.gatewaybridge.matrix;

import java.util.Arrays;
import java.util.Optional;

/** How a case ended on a container, in order from the best to the worst. */
public enum Outcome {
  /** It ended as expected. */
  PASS("pass"),
  /** It was not run. */
  NOT_RUN("not-run"),
  /** It ended otherwise, which is a known difference of this container. */
  KNOWN("known"),
  /** It ended otherwise, which is not a known difference. */
  FAIL("fail");

  private final String key;

  Outcome(String key) {
    this.key = key;
  }

  /** Returns the outcome's name in matrix.json, such as {@code not-run}. */
  public String key() {
    return key;
  }

  /** Returns the outcome's name for users, such as {@code not run}. */
  public String words() {
    return key.replace('-', ' ');
  }

  /** Returns the worse of two outcomes. */
  public Outcome orWorse(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static Optional<Outcome> ofKey(String key) {
    return Arrays.stream(values()).filter(outcome -> outcome.key.equals(key)).findFirst();
  }
}
