package org.gatewaybridge.compat.faults;

/** All rows that a container has. */
public interface GatewayFaults
    extends LoadFaults,
        ClientFaults,
        SlowClientFaults,
        AppFaults,
        RedeploymentFaults,
        ConnectionFaults,
        StopFaults,
        Http2Faults,
        BodyFaults,
        DeploymentFaults,
        SoakFaults,
        AsyncWorkerFaults,
        AsyncClientFaults,
        AsyncRedeploymentFaults,
        ManyConnectionFaults {}
