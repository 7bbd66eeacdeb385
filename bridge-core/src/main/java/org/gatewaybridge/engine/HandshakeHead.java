package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R40;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.logging.Escaped;
import org.jspecify.annotations.Nullable;

/**
 * What an app adds to the answer that opens a WebSocket, checked as the head of any answer is.
 *
 * @param subprotocol the one that the app has chosen, null for none
 * @param headers all others
 */
public record HandshakeHead(@Nullable String subprotocol, List<Map.Entry<String, String>> headers) {

  /**
   * Checks what an app gave.
   *
   * @param offered the subprotocols that the client offers
   * @throws ContractViolation by rules R22 to R25 and R40
   */
  public static HandshakeHead of(List<Map.Entry<String, String>> given, List<String> offered) {
    ResponseHead head = ResponseHead.of("200 OK", given, false);
    if (head.contentLength() != ResponseHead.UNKNOWN) {
      throw servers("Content-Length");
    }
    String subprotocol = null;
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int i = 0; i < head.fields().length; i += 2) {
      String name = head.fields()[i];
      String value = head.fields()[i + 1];
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals("sec-websocket-protocol")) {
        if (subprotocol != null || !offered.contains(value)) {
          throw new ContractViolation(
              R40,
              "The subprotocol "
                  + Escaped.quoted(value)
                  + " was accepted, but the client offers "
                  + Escaped.text(offered.toString())
                  + "; choose one of them, or leave the header out");
        }
        subprotocol = value;
      } else if (lower.startsWith("sec-websocket-") || lower.equals("content-type")) {
        throw servers(name);
      } else {
        headers.add(Map.entry(name, value));
      }
    }
    return new HandshakeHead(subprotocol, List.copyOf(headers));
  }

  private static ContractViolation servers(String name) {
    return new ContractViolation(
        R40,
        "Header \""
            + name
            + "\" is not an app's in the answer to a handshake; remove it from accept");
  }
}
