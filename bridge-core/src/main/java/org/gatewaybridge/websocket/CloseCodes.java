package org.gatewaybridge.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.gatewaybridge.api.ContractRule.R41;

import org.gatewaybridge.api.ContractViolation;

/** The codes that a close frame may carry, and those that stand for none. RFC 6455 7.4. */
public final class CloseCodes {
  /** The conversation is over. */
  public static final int NORMAL = 1000;

  /** The deployment ends, or nothing was said for too long. */
  public static final int GOING_AWAY = 1001;

  /** A close frame without a code. */
  public static final int NO_CODE = 1005;

  /** A connection that was lost. */
  public static final int LOST = 1006;

  /** A message that is longer than allowed. */
  public static final int TOO_BIG = 1009;

  /** The app has failed. */
  public static final int FAILED = 1011;

  private static final int MOST_REASON_BYTES = 123;

  private CloseCodes() {}

  /**
   * Checks what an app wants to send.
   *
   * @throws ContractViolation by rule R41
   */
  public static void check(int code, String reason) {
    boolean known = code >= 1000 && code <= 1014 && code != 1004 && code != NO_CODE && code != LOST;
    if (!known && (code < 3000 || code > 4999)) {
      throw new ContractViolation(
          R41,
          "The close code "
              + code
              + " may not be sent; take 1000 to 1003, 1007 to 1014, or one from 3000 to 4999");
    }
    if (reason == null || reason.getBytes(UTF_8).length > MOST_REASON_BYTES) {
      throw new ContractViolation(
          R41,
          "The close reason is "
              + (reason == null ? "null" : "longer than 123 bytes")
              + "; give a shorter text, or \"\"");
    }
  }
}
