/** What apps, listeners and monitoring tools can tell a deployment, or ask it. */
@NullMarked
package org.gatewaybridge.operation;

import org.jspecify.annotations.NullMarked;
