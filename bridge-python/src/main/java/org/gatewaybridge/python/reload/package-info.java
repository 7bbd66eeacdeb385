/** Loads an app again when its sources have changed, for development. */
@NullMarked
package org.gatewaybridge.python.reload;

import org.jspecify.annotations.NullMarked;
