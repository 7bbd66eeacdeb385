package org.gatewaybridge.operation;

/**
 * An app that itself ends calls which make no progress, by {@code gateway.timeout}: the gateway
 * does not watch them.
 */
public interface OwnTimeout {}
