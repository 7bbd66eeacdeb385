package com.acme;

import org.gatewaybridge.api.GatewayApp;

/** The whole: a request meets Timed, then Logged, then Shouted, then the app. */
public final class Site {
  public static final GatewayApp app = new Timed().then(new Logged()).then(new Shouted()).wrap(new Poem());

  private Site() {}
}
