package org.gatewaybridge.architecture.red.packaging.python;

import org.gatewaybridge.architecture.red.packaging.archive.SeesFiles;

/** Closes a cycle. */
public record SeesArchive(SeesFiles seen) {}
