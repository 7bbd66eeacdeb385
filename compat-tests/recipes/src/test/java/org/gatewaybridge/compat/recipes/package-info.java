/** What docs/ tells operators to write, run as it stands there. */
@NullMarked
package org.gatewaybridge.compat.recipes;

import org.jspecify.annotations.NullMarked;
