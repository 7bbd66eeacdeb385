/** The wire contracts on the compat app in Python. */
@NullMarked
package org.gatewaybridge.compat.python;

import org.jspecify.annotations.NullMarked;
