/**
 * Runs one call of an app by PEP 3333, from the environ to the closed body, without knowing any
 * server.
 */
@NullMarked
package org.gatewaybridge.engine;

import org.jspecify.annotations.NullMarked;
