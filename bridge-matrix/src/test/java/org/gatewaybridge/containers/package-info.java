/** Tests of what needs no container to be told. */
@NullMarked
package org.gatewaybridge.containers;

import org.jspecify.annotations.NullMarked;
