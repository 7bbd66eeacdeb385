/**
 * Python WSGI apps as gateway apps, run by CPython processes that the bridge starts and watches.
 */
@NullMarked
package org.gatewaybridge.python;

import org.jspecify.annotations.NullMarked;
