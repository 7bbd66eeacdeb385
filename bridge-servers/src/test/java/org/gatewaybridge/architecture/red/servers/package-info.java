/** Breaks the rules of the package servers. */
@NullMarked
package org.gatewaybridge.architecture.red.servers;

import org.jspecify.annotations.NullMarked;
