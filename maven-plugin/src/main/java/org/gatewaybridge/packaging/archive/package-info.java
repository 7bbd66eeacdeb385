/**
 * The entries of a WAR, and how they are written: packed or exploded, each file whole or not at
 * all.
 */
@NullMarked
package org.gatewaybridge.packaging.archive;

import org.jspecify.annotations.NullMarked;
