/** Who may see whom in the plugin. */
@NullMarked
package org.gatewaybridge.architecture;

import org.jspecify.annotations.NullMarked;
