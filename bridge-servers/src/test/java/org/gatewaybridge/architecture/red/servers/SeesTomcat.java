package org.gatewaybridge.architecture.red.servers;

import org.apache.catalina.startup.Tomcat;

/** Sees a server, and is not named after it. */
record SeesTomcat(Tomcat server) {}
