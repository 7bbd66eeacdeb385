package org.gatewaybridge.architecture.red.packaging.archive;

import org.gatewaybridge.architecture.red.packaging.files.SeesPython;

/** Sees files. */
public record SeesFiles(SeesPython seen) {}
