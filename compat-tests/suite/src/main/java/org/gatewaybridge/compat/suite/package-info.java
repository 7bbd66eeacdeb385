/** What every container must show: the wire contracts, each case written once. */
@NullMarked
package org.gatewaybridge.compat.suite;

import org.jspecify.annotations.NullMarked;
