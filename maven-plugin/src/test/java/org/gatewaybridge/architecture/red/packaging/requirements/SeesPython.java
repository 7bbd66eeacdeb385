package org.gatewaybridge.architecture.red.packaging.requirements;

import org.gatewaybridge.architecture.red.packaging.python.SeesPackaging;

/** Sees Python. */
public record SeesPython(SeesPackaging seen) {}
