package org.gatewaybridge.api;

/**
 * A broken rule of the contract: the app's, a middleware's or the gateway's mistake, named by its
 * rule.
 */
public final class ContractViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ContractRule rule;

  /**
   * Reports a broken rule.
   *
   * @param rule the rule that was broken
   * @param message what came and what to do, one line without the rule's number, which is added at
   *     its end
   */
  public ContractViolation(ContractRule rule, String message) {
    super(message + " [" + rule + "]");
    this.rule = rule;
  }

  /** Returns the rule that was broken. */
  public ContractRule rule() {
    return rule;
  }
}
