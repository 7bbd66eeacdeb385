package org.gatewaybridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContractViolationTest {
  private final ContractViolation violation =
      new ContractViolation(ContractRule.R21, "Header \"Connection\" belongs to the server");

  @Test
  void messageEndsWithTheRule() {
    assertThat(violation).hasMessage("Header \"Connection\" belongs to the server [R21]");
  }

  @Test
  void ruleIsTold() {
    assertThat(violation.rule()).isSameAs(ContractRule.R21);
  }
}
