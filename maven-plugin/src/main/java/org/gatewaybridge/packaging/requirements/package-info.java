/** Reads which packages a Python project needs, from its lock file or pyproject.toml, for pip. */
@NullMarked
package org.gatewaybridge.packaging.requirements;

import org.jspecify.annotations.NullMarked;
