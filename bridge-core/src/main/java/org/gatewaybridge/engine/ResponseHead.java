package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R20;
import static org.gatewaybridge.api.ContractRule.R22;
import static org.gatewaybridge.api.ContractRule.R25;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.ContractViolation;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers, checked and copied when the app gave them.
 *
 * @param fields names and values in turn, in the app's order, without Content-Length
 * @param contentLength the app's Content-Length in bytes, {@link #UNKNOWN} if it gave none
 */
@SuppressWarnings("ArrayRecordComponent") // made for one response and never compared
record ResponseHead(StatusLine status, String[] fields, long contentLength) {
  static final long UNKNOWN = -1;

  /**
   * Checks what the app gave to startResponse.
   *
   * @param dropHopByHop whether a hop-by-hop header is left out instead of refused
   * @throws ContractViolation by rules R20 to R26
   */
  static ResponseHead of(
      String status, List<Map.Entry<String, String>> headers, boolean dropHopByHop) {
    if (status == null) {
      throw new ContractViolation(
          R20, "The status is null; give three digits from 200 to 999, a space and a reason");
    }
    if (headers == null) {
      throw new ContractViolation(R22, "The headers are null; give a List, which may be empty");
    }
    StatusLine line = StatusLine.parse(status);
    int count = headers.size();
    String[] fields = new String[2 * count];
    int filled = 0;
    long contentLength = UNKNOWN;
    boolean typed = false;
    for (int i = 0; i < count; i++) { // an iterator costs more than the rest of the loop
      Map.Entry<String, String> header = headers.get(i);
      if (header == null || header.getKey() == null || header.getValue() == null) {
        throw new ContractViolation(
            R22, "A header is " + header + "; give each a name and a value");
      }
      String name = header.getKey();
      HeaderKind kind = HeaderRules.kind(name);
      String value = header.getValue();
      if (kind == HeaderKind.CONTENT_TYPE) {
        checkSingle(typed, name);
        typed = true;
        value = HeaderRules.contentType(name, value);
      } else {
        value = HeaderRules.value(name, value);
      }
      if (kind == HeaderKind.CONTENT_LENGTH) {
        checkSingle(contentLength != UNKNOWN, name);
        contentLength = HeaderRules.contentLength(value);
        continue;
      }
      if (kind == HeaderKind.HOP_BY_HOP) {
        if (dropHopByHop) {
          continue;
        }
        throw HeaderRules.hopByHop(name);
      }
      fields[filled++] = name;
      fields[filled++] = value;
    }
    return new ResponseHead(
        line, filled == fields.length ? fields : Arrays.copyOf(fields, filled), contentLength);
  }

  private static void checkSingle(boolean seen, @Nullable String name) {
    if (seen) {
      throw new ContractViolation(R25, "Header \"" + name + "\" comes twice; give it once");
    }
  }
}
