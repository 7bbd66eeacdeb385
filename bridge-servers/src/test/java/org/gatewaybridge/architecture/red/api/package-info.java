/** Stands for the bridge in the fixtures. */
@NullMarked
package org.gatewaybridge.architecture.red.api;

import org.jspecify.annotations.NullMarked;
