package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.Optional;

/** All known differences, by container. */
final class KnownDifferences {
  static final List<KnownDifference> ALL = List.of();

  private KnownDifferences() {}

  static Optional<KnownDifference> of(
      String container, String version, String caseId, String variant) {
    return ALL.stream()
        .filter(known -> known.concerns(container, version, caseId, variant))
        .findFirst();
  }
}
