/** The settings of a Python app, checked. */
@NullMarked
package org.gatewaybridge.python.options;

import org.jspecify.annotations.NullMarked;
