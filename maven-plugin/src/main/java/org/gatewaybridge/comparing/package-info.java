/** Sends the same requests to a WAR on several containers, and compares the answers. */
@NullMarked
package org.gatewaybridge.comparing;

import org.jspecify.annotations.NullMarked;
