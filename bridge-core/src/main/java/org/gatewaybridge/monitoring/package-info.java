/** The listeners that the gateway brings: access log, debug log and JMX figures. */
@NullMarked
package org.gatewaybridge.monitoring;

import org.jspecify.annotations.NullMarked;
