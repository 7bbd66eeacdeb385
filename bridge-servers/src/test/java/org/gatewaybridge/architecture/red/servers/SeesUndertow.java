package org.gatewaybridge.architecture.red.servers;

import io.undertow.Undertow;

/** Sees a server, and is not named after it. */
record SeesUndertow(Undertow server) {}
