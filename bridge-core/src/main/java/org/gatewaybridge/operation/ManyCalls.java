package org.gatewaybridge.operation;

/**
 * An app whose calls mostly wait, so that it can serve many at once. Unless {@code
 * gateway.execution} says otherwise, they run on virtual threads, from Java 21 on.
 */
public interface ManyCalls {

  /** Returns whether the calls of this app do so. Called once, at the start of the deployment. */
  boolean mostlyWait();

  /**
   * Notes that the deployment ends: no further call begins, and those that would go on for ever,
   * such as event streams, should end now. Returns at once; called before the running calls are
   * waited for.
   */
  void leave();
}
