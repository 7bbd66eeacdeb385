/** Python WSGI apps as gateway apps: what a WAR's settings name, and the choice of a runtime. */
@NullMarked
package org.gatewaybridge.python;

import org.jspecify.annotations.NullMarked;
