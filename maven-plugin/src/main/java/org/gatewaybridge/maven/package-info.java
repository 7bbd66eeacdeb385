/** The goals: each holds its parameters and makes one call. The only package that uses Maven. */
@NullMarked
package org.gatewaybridge.maven;

import org.jspecify.annotations.NullMarked;
