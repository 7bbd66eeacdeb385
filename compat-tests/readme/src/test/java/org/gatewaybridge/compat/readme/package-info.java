/** What the READMEs say, done. */
@NullMarked
package org.gatewaybridge.compat.readme;

import org.jspecify.annotations.NullMarked;
