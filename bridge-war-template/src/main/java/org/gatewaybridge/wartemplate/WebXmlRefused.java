package org.gatewaybridge.wartemplate;

/** The fact that a deployment descriptor, or a value meant for it, cannot be used as it is. */
public final class WebXmlRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  WebXmlRefused(String message) {
    super(message);
  }

  WebXmlRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
