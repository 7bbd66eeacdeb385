/** The matrix of what each case did on each container, its files, and the page that people read. */
@NullMarked
package org.gatewaybridge.matrix;

import org.jspecify.annotations.NullMarked;
