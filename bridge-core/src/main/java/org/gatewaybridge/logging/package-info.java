/** Texts and failures from outside, made safe for a log. */
@NullMarked
package org.gatewaybridge.logging;

import org.jspecify.annotations.NullMarked;
