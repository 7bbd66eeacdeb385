package org.gatewaybridge.architecture.red.api;

/** Stands for a class of the bridge. */
public final class App {}
