/**
 * Embedded Tomcat, Jetty and Undertow behind one small interface, and the {@code main} that runs a
 * WAR on one of them.
 */
@NullMarked
package org.gatewaybridge.servers;

import org.jspecify.annotations.NullMarked;
