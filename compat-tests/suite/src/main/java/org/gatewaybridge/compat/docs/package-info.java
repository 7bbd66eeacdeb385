/** The pages of the documentation, as tests read them. */
@NullMarked
package org.gatewaybridge.compat.docs;

import org.jspecify.annotations.NullMarked;
