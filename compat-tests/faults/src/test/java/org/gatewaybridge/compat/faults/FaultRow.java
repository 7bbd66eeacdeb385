package org.gatewaybridge.compat.faults;

/**
 * What came of one fault in one place.
 *
 * @param container the container's id, or another name of the place
 * @param figure what was measured, or why nothing was
 * @param met false for a row that was not run, too
 * @param ran whether it could be measured in this place
 * @param reduced what is smaller than the target says, or left out; empty for nothing
 * @param reason why it was not run, or a target is missed, where that is known; else empty
 * @param seconds how long it took
 */
record FaultRow(
    String id,
    String title,
    String container,
    String figure,
    String target,
    boolean met,
    boolean ran,
    String reduced,
    String reason,
    double seconds) {

  /** Returns whether the build takes it: met, not run, or missed for a known reason. */
  boolean settled() {
    return met || !ran || !reason.isEmpty();
  }

  /** Returns in a word or two what came of it. */
  String verdict() {
    if (!ran) {
      return "not run";
    }
    return met ? "met" : settled() ? "missed, known" : "MISSED";
  }
}
