package org.gatewaybridge.servlet;

/** Where calls run: {@code gateway.execution}. */
enum ExecutionMode {
  /** On the container's threads. */
  CONTAINER,
  /** Each on a virtual thread. */
  VIRTUAL,
  /** On threads of the deployment's own. */
  POOL
}
