/** All three servers, started with small WARs that are made in the tests. */
@NullMarked
package org.gatewaybridge.servers;

import org.jspecify.annotations.NullMarked;
