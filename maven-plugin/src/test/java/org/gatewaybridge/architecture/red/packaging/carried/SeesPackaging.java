package org.gatewaybridge.architecture.red.packaging.carried;

import org.gatewaybridge.architecture.red.packaging.Assembly;

/** Sees packaging. */
public record SeesPackaging(Assembly seen) {}
