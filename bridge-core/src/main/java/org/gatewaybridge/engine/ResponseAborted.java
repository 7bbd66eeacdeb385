package org.gatewaybridge.engine;

/** Thrown to the container after a response was broken off, so that it cuts the connection. */
public final class ResponseAborted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the request; it carries no stack, for the failure itself has been logged. */
  public ResponseAborted(String request) {
    super(
        "The response to " + request + " was broken off; its reason was logged",
        null,
        false,
        false);
  }
}
