package org.gatewaybridge.compat.suite;

/** All contracts: what a container must show to be one that we name. */
public interface GatewayContract
    extends EnvironContract,
        ServerFactsContract,
        MountContract,
        PathContract,
        DecidedPathContract,
        TargetContract,
        MethodContract,
        RequestHeaderContract,
        DecidedHeaderContract,
        Http2FieldContract,
        RequestBodyContract,
        BrokenBodyContract,
        StartResponseContract,
        BodyContract,
        ResponseHeaderContract,
        FramingContract,
        FailureContract,
        ConnectionContract,
        FileContract,
        LifecycleContract,
        SessionContract,
        DeploymentContract,
        HostingContract,
        SettingContract,
        OperationContract {}
