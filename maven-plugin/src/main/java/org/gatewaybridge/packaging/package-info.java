/** What goes into a WAR, what must not, and how it is written. Knows nothing of Maven. */
@NullMarked
package org.gatewaybridge.packaging;

import org.jspecify.annotations.NullMarked;
