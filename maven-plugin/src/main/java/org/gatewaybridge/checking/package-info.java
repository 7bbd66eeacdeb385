/** What a WAR's first deployment would bring to light, found before it. */
@NullMarked
package org.gatewaybridge.checking;

import org.jspecify.annotations.NullMarked;
