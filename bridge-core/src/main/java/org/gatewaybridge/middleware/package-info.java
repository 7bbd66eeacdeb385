/** The middlewares that nearly every deployment needs. */
@NullMarked
package org.gatewaybridge.middleware;

import org.jspecify.annotations.NullMarked;
