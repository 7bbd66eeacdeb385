/** The app whose WAR is tested: it echoes what it is given, and does exactly what it is told. */
@NullMarked
package org.gatewaybridge.compat.app;

import org.jspecify.annotations.NullMarked;
