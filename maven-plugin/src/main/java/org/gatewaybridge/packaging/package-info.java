/** Puts a project's parts together to a WAR. Does not use Maven. */
@NullMarked
package org.gatewaybridge.packaging;

import org.jspecify.annotations.NullMarked;
