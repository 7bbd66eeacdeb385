/** The fault tests: what load, clients, apps and networks that misbehave may not do to a server. */
@NullMarked
package org.gatewaybridge.compat.faults;

import org.jspecify.annotations.NullMarked;
