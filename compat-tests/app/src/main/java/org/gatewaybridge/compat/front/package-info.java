/** What stands in front of the app, or in its place: plain servlet code. */
@NullMarked
package org.gatewaybridge.compat.front;

import org.jspecify.annotations.NullMarked;
