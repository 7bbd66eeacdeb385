/** The runtime of GraalPy: contexts in the server's own process. */
@NullMarked
package org.gatewaybridge.python.embedded;

import org.jspecify.annotations.NullMarked;
