package org.gatewaybridge.servlet;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that name requests in the log: different from other deployments', rising in this one. */
final class RequestIds {
  private final String prefix = HexFormat.of().toHexDigits(new SecureRandom().nextInt()) + "-";
  private final AtomicLong last = new AtomicLong();

  String next() {
    return prefix + Long.toHexString(last.incrementAndGet());
  }
}
