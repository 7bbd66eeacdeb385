package org.gatewaybridge.comparing;

/** A header line; its value has no blanks around it. */
public record Header(String name, String value) {

  /** Returns whether a line is a header. RFC 9110 5.1. */
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
