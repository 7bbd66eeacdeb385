package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;

/** The HTTP server of GlassFish and Payara, whose classes above it are named as Tomcat's are. */
final class Grizzly {
  static final String REQUEST = "org.glassfish.grizzly.http.server.Request";

  private Grizzly() {}

  /** Says whether a context is served by it. */
  static boolean runs(ServletContext context) {
    try {
      Class.forName(REQUEST, false, context.getClass().getClassLoader());
      return true;
    } catch (ClassNotFoundException another) {
      return false;
    }
  }
}
