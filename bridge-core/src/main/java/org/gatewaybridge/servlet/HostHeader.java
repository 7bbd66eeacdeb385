package org.gatewaybridge.servlet;

import org.jspecify.annotations.Nullable;

/**
 * Guards apps that build URLs from {@code Host} against what is none. RFC 9110 7.2; containers
 * differ.
 */
final class HostHeader {
  private HostHeader() {}

  /** Whether the header is absent or has no character that would end the host in a URL. */
  static boolean isSound(@Nullable String host) {
    if (host == null) {
      return true;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '/' || c == '?' || c == '#' || c == '@' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
