package org.gatewaybridge.compat.python;

import java.util.Optional;
import org.gatewaybridge.compat.suite.BodyContract;
import org.gatewaybridge.compat.suite.BrokenBodyContract;
import org.gatewaybridge.compat.suite.Case;
import org.gatewaybridge.compat.suite.ConnectionContract;
import org.gatewaybridge.compat.suite.DecidedHeaderContract;
import org.gatewaybridge.compat.suite.DecidedPathContract;
import org.gatewaybridge.compat.suite.FailureContract;
import org.gatewaybridge.compat.suite.FileContract;
import org.gatewaybridge.compat.suite.FramingContract;
import org.gatewaybridge.compat.suite.LifecycleContract;
import org.gatewaybridge.compat.suite.MethodContract;
import org.gatewaybridge.compat.suite.MountContract;
import org.gatewaybridge.compat.suite.PathContract;
import org.gatewaybridge.compat.suite.RequestBodyContract;
import org.gatewaybridge.compat.suite.RequestHeaderContract;
import org.gatewaybridge.compat.suite.ResponseHeaderContract;
import org.gatewaybridge.compat.suite.ServerFactsContract;
import org.gatewaybridge.compat.suite.StartResponseContract;

/**
 * All contracts of the wire. Left out are sessions, deployments, hosting and containers' settings:
 * a Python app has no part in them.
 */
interface PythonContract
    extends PythonEnvironContract,
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
        LifecycleContract {

  @Override
  default Optional<String> obstacle(Case which) {
    return Boolean.getBoolean("compat.graalpy") && which.id().equals("B11")
        ? Optional.of("not run: an interpreter in Java reads 2.2 GiB for many minutes")
        : PythonEnvironContract.super.obstacle(which);
  }
}
