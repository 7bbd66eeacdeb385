/** The CPythons that a WAR carries: from Maven's repositories or a folder, pruned and packed. */
@NullMarked
package org.gatewaybridge.packaging.carried;

import org.jspecify.annotations.NullMarked;
