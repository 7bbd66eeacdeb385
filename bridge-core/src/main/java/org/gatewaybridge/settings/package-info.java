/**
 * The settings of a deployment: where they may be set, which of them holds, and which names are
 * unknown.
 */
@NullMarked
package org.gatewaybridge.settings;

import org.jspecify.annotations.NullMarked;
