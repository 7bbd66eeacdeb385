/** The runtime of CPython: a parent process, the workers that it forks, and their watch. */
@NullMarked
package org.gatewaybridge.python.workers;

import org.jspecify.annotations.NullMarked;
