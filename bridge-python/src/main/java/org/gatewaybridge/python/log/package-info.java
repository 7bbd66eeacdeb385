/** What Python writes, as records of the container's log. */
@NullMarked
package org.gatewaybridge.python.log;

import org.jspecify.annotations.NullMarked;
