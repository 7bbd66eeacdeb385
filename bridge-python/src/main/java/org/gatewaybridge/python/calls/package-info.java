/** HTTP requests on slots, each from its environ to the end of its response. */
@NullMarked
package org.gatewaybridge.python.calls;

import org.jspecify.annotations.NullMarked;
