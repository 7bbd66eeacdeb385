package org.gatewaybridge.architecture.red.packaging.python;

import org.gatewaybridge.architecture.red.packaging.Assembly;

/** Sees packaging. */
public record SeesPackaging(Assembly seen) {}
