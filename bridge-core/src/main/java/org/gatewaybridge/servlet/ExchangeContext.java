package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import java.util.Map;
import org.gatewaybridge.servlet.container.ServletContainer;
import org.gatewaybridge.servlet.websocket.ContainerSockets;
import org.gatewaybridge.websocket.OpenSockets;

/**
 * What all exchanges of a deployment share.
 *
 * @param contextPath the context path, "" at the root
 * @param constants what every environ contains: facts of the gateway, and the deployment's
 *     parameters
 * @param maxRequestBytes how many bytes a request's body may have, 0 for any number
 * @param sockets the WebSockets that are open
 * @param containerSockets what the container can do for WebSockets
 */
record ExchangeContext(
    ServletContext servletContext,
    String contextPath,
    Map<String, Object> constants,
    ServletContainer container,
    RequestIds ids,
    long maxRequestBytes,
    OpenSockets sockets,
    ContainerSockets containerSockets) {}
