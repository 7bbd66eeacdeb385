package org.gatewaybridge.lint;

import org.gatewaybridge.api.ContractRule;

/** An app or a gateway that breaks one rule, in exactly one way. */
record Misdeed(ContractRule rule, String what, Deed deed) {

  /** Misbehaves; the gateway given keeps the rules as long as it is left alone. */
  interface Deed {
    void commit(FakeGateway gateway) throws Exception;
  }

  @Override
  public String toString() {
    return rule + " " + what;
  }
}
