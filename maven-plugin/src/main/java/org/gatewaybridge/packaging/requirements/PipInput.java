package org.gatewaybridge.packaging.requirements;

import java.util.List;
import java.util.Set;

/**
 * What pip is told in place of a file that it cannot read.
 *
 * @param lines a requirements file
 * @param locked whether it names every package with its hashes, so that pip needs to find no others
 * @param indexes where the lock has found packages, other than on PyPI
 */
public record PipInput(List<String> lines, boolean locked, Set<String> indexes) {
  /** Copies the lists. */
  public PipInput {
    lines = List.copyOf(lines);
    indexes = Set.copyOf(indexes);
  }
}
