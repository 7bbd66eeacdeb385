package org.gatewaybridge.compat.faults;

/** All rows that a container has. */
public interface GatewayFaults extends LoadFaults {}
