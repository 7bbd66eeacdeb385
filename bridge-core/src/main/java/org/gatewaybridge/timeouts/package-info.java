/** The calls that are running, and the watchdog that ends those that make no progress. */
@NullMarked
package org.gatewaybridge.timeouts;

import org.jspecify.annotations.NullMarked;
