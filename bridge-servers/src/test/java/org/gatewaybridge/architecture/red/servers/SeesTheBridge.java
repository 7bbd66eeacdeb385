package org.gatewaybridge.architecture.red.servers;

import org.gatewaybridge.architecture.red.api.App;

/** Sees the bridge. */
record SeesTheBridge(App app) {}
