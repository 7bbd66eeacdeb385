/** Breaks the rules of the package packaging.requirements. */
@NullMarked
package org.gatewaybridge.architecture.red.packaging.requirements;

import org.jspecify.annotations.NullMarked;
