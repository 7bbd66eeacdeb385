/** The servlet that runs a gateway app, and everything else that uses the Servlet API. */
@NullMarked
package org.gatewaybridge.servlet;

import org.jspecify.annotations.NullMarked;
