/**
 * PEP 3333 as a small machine with no server in it: one call of an app, from environ to closed
 * body.
 */
@NullMarked
package org.gatewaybridge.engine;

import org.jspecify.annotations.NullMarked;
