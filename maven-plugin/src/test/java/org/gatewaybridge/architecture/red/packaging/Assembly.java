package org.gatewaybridge.architecture.red.packaging;

/** Stands for a class of packaging. */
public record Assembly() {}
