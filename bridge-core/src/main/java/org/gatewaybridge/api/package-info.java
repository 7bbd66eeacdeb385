/** The Gateway Interface 1.0: the types that apps, middleware and gateways have in common. */
@NullMarked
package org.gatewaybridge.api;

import org.jspecify.annotations.NullMarked;
