package org.gatewaybridge.packaging.archive;

/** Thrown when a project cannot be packaged as it is; the message says what its owner can do. */
public final class PackagingRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PackagingRefused(String message) {
    super(message);
  }

  public PackagingRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
