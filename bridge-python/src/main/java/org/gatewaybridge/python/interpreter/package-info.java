/**
 * The interpreter of the workers: one of the server, or the CPython that the WAR carries, unpacked
 * once for all WARs of a user and kept while it is in use.
 */
@NullMarked
package org.gatewaybridge.python.interpreter;

import org.jspecify.annotations.NullMarked;
