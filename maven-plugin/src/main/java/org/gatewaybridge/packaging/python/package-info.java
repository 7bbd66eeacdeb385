/** The Python side of a project: its app, sources, packages, byte code and static files. */
@NullMarked
package org.gatewaybridge.packaging.python;

import org.jspecify.annotations.NullMarked;
