package org.gatewaybridge.compat;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import org.gatewaybridge.containers.Container;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the classes of containers that this run did not choose, or cannot run. */
final class Chosen implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Container container = Run.containerOf(context.getRequiredTestClass());
    Run run = Run.ofProperties();
    if (!run.containers().contains(container)) {
      return disabled(container.id() + " is not among compat.containers");
    }
    return run.obstacle(container)
        .map(why -> disabled(container.id() + " " + why))
        .orElseGet(() -> enabled(container.id()));
  }
}
