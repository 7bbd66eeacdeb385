package org.gatewaybridge.probes;

/** A header line, its value without blanks around it. */
public record Header(String name, String value) {

  /** Whether a line is one. RFC 9110 5.1. */
  static boolean is(String line) {
    return line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*");
  }

  static Header parse(String line) {
    int colon = line.indexOf(':');
    return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  boolean named(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
