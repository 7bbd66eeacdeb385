/**
 * Checks both sides of a call against the contract's rules: for development, tests and gateways.
 */
@NullMarked
package org.gatewaybridge.lint;

import org.jspecify.annotations.NullMarked;
