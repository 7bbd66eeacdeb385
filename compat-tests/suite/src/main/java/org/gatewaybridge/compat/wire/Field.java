package org.gatewaybridge.compat.wire;

/** A header line, name and value as they came, the blanks around the value taken off. */
public record Field(String name, String value) {
  @Override
  public String toString() {
    return name + ": " + value;
  }
}
