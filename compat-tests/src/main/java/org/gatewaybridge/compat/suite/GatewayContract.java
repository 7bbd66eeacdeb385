package org.gatewaybridge.compat.suite;

/** All contracts: what a container must show to be one that we name. */
public interface GatewayContract
    extends EnvironContract,
        ServerFactsContract,
        MountContract,
        PathContract,
        DecidedPathContract,
        MethodContract,
        RequestHeaderContract,
        DecidedHeaderContract,
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
        DispatchContract,
        OwnAnswerContract,
        SettingContract,
        OperationContract {}
