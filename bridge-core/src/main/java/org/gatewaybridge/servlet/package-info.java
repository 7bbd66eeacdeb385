/** The servlet that runs a gateway app, and all that knows the Servlet API. */
@NullMarked
package org.gatewaybridge.servlet;

import org.jspecify.annotations.NullMarked;
