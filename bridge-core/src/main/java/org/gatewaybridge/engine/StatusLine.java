package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R20;
import static org.gatewaybridge.api.ContractRule.R24;

import org.gatewaybridge.api.ContractViolation;

/**
 * A status such as {@code 404 Not Found}, taken apart. The reason is checked and dropped: Servlet 6
 * has no way to send one.
 */
record StatusLine(int code) {

  /** Parses a status or throws {@link ContractViolation} by rule R20 or R24. */
  static StatusLine parse(String status) {
    int code = status.length() >= 4 && status.charAt(3) == ' ' ? threeDigits(status) : -1;
    if (code < 200) { // RFC 9110 15.2: a 1xx is no final answer
      throw new ContractViolation(
          R20,
          "Status "
              + Escaped.quoted(status)
              + " is not a final status; give three digits from 200 to 999, a space and a reason");
    }
    if (HeaderRules.firstBadCharacter(status) >= 0) {
      throw new ContractViolation(
          R24,
          "Status "
              + Escaped.quoted(status)
              + " has a control or non-latin-1 character; keep to printable latin-1");
    }
    return new StatusLine(code);
  }

  private static int threeDigits(String status) {
    int code = 0;
    for (int i = 0; i < 3; i++) {
      int digit = status.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = code * 10 + digit;
    }
    return code;
  }

  /** Whether an answer with this status has no content. RFC 9110 15.3.5, 15.3.6, 15.4.5. */
  boolean forbidsBody() {
    return code == 204 || code == 205 || code == 304;
  }
}
