package org.gatewaybridge.compat.wire;

import java.util.List;
import java.util.Optional;

/** Status line and header lines as they came. */
public record RawHead(String version, int code, String reason, List<Field> fields) {

  /** All values of that header, in order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** The first value of that header. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** What tells the end of the body; refuses a head from which no recipient could tell it. */
  Framing framing(boolean toHead) {
    List<String> lengths = all("Content-Length");
    List<String> codings = all("Transfer-Encoding");
    if (lengths.size() > 1 || (!lengths.isEmpty() && !codings.isEmpty())) {
      throw new WireViolation("more than one framing: " + this);
    }
    if (!lengths.isEmpty() && !lengths.get(0).matches("\\d{1,18}")) {
      throw new WireViolation("a Content-Length that is no number: " + this);
    }
    if (!codings.isEmpty() && !codings.equals(List.of("chunked"))) {
      throw new WireViolation("a Transfer-Encoding other than chunked: " + this);
    }
    // RFC 9110 8.6 and RFC 9112 6.1: neither belongs into a 1xx or 204. Case W65 is strict for 101.
    if (!isSwitchOfNoLength()
        && (code < 200 || code == 204)
        && (!lengths.isEmpty() || !codings.isEmpty())) {
      throw new WireViolation("a framing where there is no body: " + this);
    }
    if (toHead || code < 200 || code == 204 || code == 304) {
      return Framing.NONE;
    }
    return codings.isEmpty() ? lengths.isEmpty() ? Framing.CLOSE : Framing.LENGTH : Framing.CHUNKED;
  }

  private boolean isSwitchOfNoLength() {
    return code == 101
        && all("Content-Length").equals(List.of("0"))
        && all("Transfer-Encoding").isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder(version + " " + code + " " + reason);
    fields.forEach(field -> lines.append("\n").append(field));
    return lines.toString();
  }
}
