package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R20;
import static org.gatewaybridge.api.ContractRule.R24;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.logging.Escaped;

/**
 * A status such as {@code 404 Not Found}, taken apart. The reason is checked and dropped: Servlet 6
 * has no way to send one.
 */
record StatusLine(int code) {

  /** What apps mostly answer, as it is mostly spelled: known without a look at each character. */
  private static final Map<String, StatusLine> COMMON = new HashMap<>();

  static {
    for (String status :
        List.of(
            "200 OK",
            "201 Created",
            "202 Accepted",
            "204 No Content",
            "206 Partial Content",
            "301 Moved Permanently",
            "302 Found",
            "303 See Other",
            "304 Not Modified",
            "307 Temporary Redirect",
            "308 Permanent Redirect",
            "400 Bad Request",
            "401 Unauthorized",
            "403 Forbidden",
            "404 Not Found",
            "405 Method Not Allowed",
            "409 Conflict",
            "422 Unprocessable Content",
            "429 Too Many Requests",
            "500 Internal Server Error",
            "503 Service Unavailable")) {
      COMMON.put(status, checked(status));
    }
  }

  /** Parses a status or throws {@link ContractViolation} by rule R20 or R24. */
  static StatusLine parse(String status) {
    StatusLine common = COMMON.get(status);
    return common != null ? common : checked(status);
  }

  private static StatusLine checked(String status) {
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
