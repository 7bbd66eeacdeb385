package org.gatewaybridge.goals;

/** Thrown when what a goal found fails the build; the message sums it up. */
public final class GoalFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  GoalFailed(String message) {
    super(message);
  }
}
