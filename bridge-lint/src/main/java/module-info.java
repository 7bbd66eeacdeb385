/** The lint of gateway apps and of gateways. */
module org.gatewaybridge.lint {
  requires transitive org.gatewaybridge.core;
  requires static org.jspecify;

  exports org.gatewaybridge.lint;
}
