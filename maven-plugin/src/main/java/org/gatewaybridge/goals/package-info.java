/** What each goal does with the values of its parameters. Does not use Maven. */
@NullMarked
package org.gatewaybridge.goals;

import org.jspecify.annotations.NullMarked;
