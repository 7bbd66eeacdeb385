package org.gatewaybridge.compat;

/** A test that runs on a container, whichever it is. */
public interface OnContainer {

  RunningContainer container();
}
