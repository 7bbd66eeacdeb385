/** Fixtures that go into WARs: servlets, a filter and a listener, each of which does one thing. */
@NullMarked
package org.gatewaybridge.servers.app;

import org.jspecify.annotations.NullMarked;
