/** Breaks the rules of the package packaging.archive. */
@NullMarked
package org.gatewaybridge.architecture.red.packaging.archive;

import org.jspecify.annotations.NullMarked;
