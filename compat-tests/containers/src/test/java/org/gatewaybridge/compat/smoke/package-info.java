/** The plain servlets that prove the harness, and nothing of the bridge. */
@NullMarked
package org.gatewaybridge.compat.smoke;

import org.jspecify.annotations.NullMarked;
