/** What operators see of a deployment: its health, its figures and a log of its requests. */
@NullMarked
package org.gatewaybridge.operation;

import org.jspecify.annotations.NullMarked;
