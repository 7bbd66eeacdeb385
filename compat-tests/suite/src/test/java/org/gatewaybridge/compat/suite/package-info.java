/** The contracts on each container, and tests of what judges them. */
@NullMarked
package org.gatewaybridge.compat.suite;

import org.jspecify.annotations.NullMarked;
