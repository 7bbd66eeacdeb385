/**
 * Connections to the threads of Python, called slots: frames, state and the queue of free slots.
 */
@NullMarked
package org.gatewaybridge.python.slots;

import org.jspecify.annotations.NullMarked;
