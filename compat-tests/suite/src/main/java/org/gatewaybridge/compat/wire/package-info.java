/** HTTP as bytes: a client that says exactly what it is told and hides nothing of the answer. */
@NullMarked
package org.gatewaybridge.compat.wire;

import org.jspecify.annotations.NullMarked;
