/** Which files of a folder are packed, and which stay out because they are secrets or a tool's. */
@NullMarked
package org.gatewaybridge.packaging.files;

import org.jspecify.annotations.NullMarked;
