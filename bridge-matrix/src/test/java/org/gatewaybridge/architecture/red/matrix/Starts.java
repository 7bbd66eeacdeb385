package org.gatewaybridge.architecture.red.matrix;

/** Starts a process. */
record Starts(ProcessBuilder process) {}
