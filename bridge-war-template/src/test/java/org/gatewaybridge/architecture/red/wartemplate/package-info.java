/** Breaks the rule of the package wartemplate. */
@NullMarked
package org.gatewaybridge.architecture.red.wartemplate;

import org.jspecify.annotations.NullMarked;
