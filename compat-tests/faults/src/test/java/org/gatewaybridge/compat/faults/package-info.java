/** The fault tests on containers, and the tests of what records them. */
@NullMarked
package org.gatewaybridge.compat.faults;

import org.jspecify.annotations.NullMarked;
