package org.gatewaybridge.architecture.red.checking;

import org.gatewaybridge.architecture.red.comparing.SeesPackaging;

/** Sees the comparison. */
public record Compares(SeesPackaging seen) {}
