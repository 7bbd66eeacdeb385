/** Tests of probes, without a container. */
@NullMarked
package org.gatewaybridge.probes;

import org.jspecify.annotations.NullMarked;
