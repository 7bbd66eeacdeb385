/** The apps and servlets that the containers run; they go into the WARs. */
@NullMarked
package org.gatewaybridge.benchmarks.apps;

import org.jspecify.annotations.NullMarked;
