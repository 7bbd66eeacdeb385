/** What all runtimes have in common: their interface, and the Python side's files. */
@NullMarked
package org.gatewaybridge.python.runtime;

import org.jspecify.annotations.NullMarked;
