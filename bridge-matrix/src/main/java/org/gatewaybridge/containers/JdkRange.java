package org.gatewaybridge.containers;

import java.util.Optional;

/** The Java feature versions that a container runs on, from the oldest to the newest. */
public record JdkRange(int oldest, int newest) {

  /** Reads {@code 17}, which has no newest version, or {@code 17-21}. */
  static JdkRange parse(String text) {
    String[] ends = text.split("-", -1);
    return new JdkRange(
        Integer.parseInt(ends[0]),
        ends.length == 1 ? Integer.MAX_VALUE : Integer.parseInt(ends[1]));
  }

  /** Returns why a JDK cannot be used; empty if it can. */
  Optional<String> obstacle(int jdk) {
    if (jdk < oldest) {
      return Optional.of("needs JDK " + oldest + "; this run is on JDK " + jdk);
    }
    return jdk > newest
        ? Optional.of("runs on JDK " + newest + " at most; this run is on JDK " + jdk)
        : Optional.empty();
  }
}
