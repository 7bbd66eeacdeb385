package org.gatewaybridge.wartemplate;

/** Thrown when a web.xml cannot be used or merged; the message says what its owner can do. */
public final class WebXmlRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  WebXmlRefused(String message) {
    super(message);
  }

  WebXmlRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
