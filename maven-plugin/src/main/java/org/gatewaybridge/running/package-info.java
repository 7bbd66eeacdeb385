/**
 * An embedded server in a process of its own. Knows nothing of Maven or of the servers' classes.
 */
@NullMarked
package org.gatewaybridge.running;

import org.jspecify.annotations.NullMarked;
