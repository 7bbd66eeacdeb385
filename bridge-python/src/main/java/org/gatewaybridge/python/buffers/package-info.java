/** Room in memory and on disk for bodies that wait for slow clients. */
@NullMarked
package org.gatewaybridge.python.buffers;

import org.jspecify.annotations.NullMarked;
