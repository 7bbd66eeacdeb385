/** What a user's own app is asked on each container, and how its answers are compared. */
@NullMarked
package org.gatewaybridge.probes;

import org.jspecify.annotations.NullMarked;
