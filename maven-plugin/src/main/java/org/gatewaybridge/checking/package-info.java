/** Finds before a deployment what would fail or surprise after it. */
@NullMarked
package org.gatewaybridge.checking;

import org.jspecify.annotations.NullMarked;
