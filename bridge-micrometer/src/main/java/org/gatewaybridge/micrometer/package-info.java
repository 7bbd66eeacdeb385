/** A deployment's figures as Micrometer meters. */
@NullMarked
package org.gatewaybridge.micrometer;

import org.jspecify.annotations.NullMarked;
