package org.gatewaybridge.architecture.red.servers;

import org.eclipse.jetty.server.Server;

/** Sees a server, and is not named after it. */
record SeesJetty(Server server) {}
