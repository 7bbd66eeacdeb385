/** An embedded server in a process of its own. Uses neither Maven nor the servers' classes. */
@NullMarked
package org.gatewaybridge.running;

import org.jspecify.annotations.NullMarked;
