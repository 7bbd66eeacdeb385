package org.gatewaybridge.servers;

import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;

/** WebSockets of Undertow, whose extension makes them for each app that has this attribute. */
final class UndertowSockets {
  static final String TYPE = "io.undertow.websockets.jsr.Bootstrap";

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int BUFFERS = 100;
  private static final int PER_THREAD = 12;

  private UndertowSockets() {}

  static void add(DeploymentInfo info) {
    info.addServletContextAttribute(
        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
        new WebSocketDeploymentInfo()
            .setDispatchToWorkerThread(true) // an app may block, and an I/O thread must not
            .setBuffers(new DefaultByteBufferPool(true, BUFFER_BYTES, BUFFERS, PER_THREAD)));
  }
}
