/** The skeleton of a gateway WAR: its deployment descriptor and the folders around it. */
@NullMarked
package org.gatewaybridge.wartemplate;

import org.jspecify.annotations.NullMarked;
