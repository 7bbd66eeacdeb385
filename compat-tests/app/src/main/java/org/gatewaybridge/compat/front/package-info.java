/** What other parts of a WAR do in front of the app. */
@NullMarked
package org.gatewaybridge.compat.front;

import org.jspecify.annotations.NullMarked;
