/**
 * Real containers for the compatibility tests: what a test sees of one, and how each is started.
 */
@NullMarked
package org.gatewaybridge.compat;

import org.jspecify.annotations.NullMarked;
