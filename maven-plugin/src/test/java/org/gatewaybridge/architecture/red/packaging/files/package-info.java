/** Breaks the rules of the package packaging.files. */
@NullMarked
package org.gatewaybridge.architecture.red.packaging.files;

import org.jspecify.annotations.NullMarked;
