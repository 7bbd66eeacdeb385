package org.gatewaybridge.architecture.red.matrix;

import org.gatewaybridge.architecture.red.api.App;

/** Sees the bridge. */
record SeesTheBridge(App app) {}
