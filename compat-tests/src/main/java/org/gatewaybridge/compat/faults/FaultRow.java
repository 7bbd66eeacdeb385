package org.gatewaybridge.compat.faults;

/**
 * What came of one fault in one place.
 *
 * @param container the container's id, or another name of the place
 * @param figure what was measured, or why nothing was
 * @param reduced what is smaller than the target says, for want of time; empty for nothing
 * @param reason why a target is missed, where that is known; empty if it is not, or is met
 * @param seconds how long it took
 */
record FaultRow(
    String id,
    String title,
    String container,
    String figure,
    String target,
    boolean met,
    String reduced,
    String reason,
    double seconds) {

  /** Says whether the build takes it: met, or missed for a known reason. */
  boolean settled() {
    return met || !reason.isEmpty();
  }

  /** Says in a word or two what came of it. */
  String verdict() {
    return met ? "met" : settled() ? "missed, known" : "MISSED";
  }
}
