/** What the skeleton promises. */
@NullMarked
package org.gatewaybridge.wartemplate;

import org.jspecify.annotations.NullMarked;
