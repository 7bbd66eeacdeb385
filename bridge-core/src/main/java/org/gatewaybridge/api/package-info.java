/** The Gateway Interface 1.0: what an app, a middleware and a gateway say to each other. */
@NullMarked
package org.gatewaybridge.api;

import org.jspecify.annotations.NullMarked;
