/** What differs between servers: one class for each server, chosen once for a deployment. */
@NullMarked
package org.gatewaybridge.servlet.container;

import org.jspecify.annotations.NullMarked;
