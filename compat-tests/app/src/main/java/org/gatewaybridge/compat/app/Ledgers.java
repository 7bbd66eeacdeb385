package org.gatewaybridge.compat.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ledgers of a deployment, by the id that a request gives itself in {@code X-Req-Id}. */
final class Ledgers {
  private final Map<String, Ledger> byId = new ConcurrentHashMap<>();

  /** The ledger of the request; one that nobody else sees if the request has no id. */
  Ledger of(Map<String, Object> environ) {
    return environ.get("HTTP_X_REQ_ID") instanceof String id ? of(id) : new Ledger();
  }

  Ledger of(String id) {
    return byId.computeIfAbsent(id, unused -> new Ledger());
  }
}
