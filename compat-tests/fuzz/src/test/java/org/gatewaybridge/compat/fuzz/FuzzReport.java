package org.gatewaybridge.compat.fuzz;

import java.util.List;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param accepted how many requests the container handed to the WAR; one that was sent may hold
 *     several, or none
 * @param called how often the app was called
 * @param longestMillis how long the slowest connection took
 * @param faults what should not have happened, each with the request that did it
 */
record FuzzReport(
    String container,
    long seed,
    int sent,
    long accepted,
    long called,
    int answered,
    long longestMillis,
    long heapBefore,
    long heapAfter,
    List<String> faults) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: seed %d, %d requests sent, %d accepted, %d calls, %d answers of the app, slowest %d"
            + " ms, heap %.1f to %.1f MB, %d faults%s",
        container,
        seed,
        sent,
        accepted,
        called,
        answered,
        longestMillis,
        heapBefore / 1e6,
        heapAfter / 1e6,
        faults.size(),
        faults.isEmpty() ? "" : ":\n" + String.join("\n", faults));
  }
}
