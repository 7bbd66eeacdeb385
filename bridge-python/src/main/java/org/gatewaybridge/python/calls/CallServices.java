package org.gatewaybridge.python.calls;

import java.util.concurrent.Executor;
import org.gatewaybridge.python.buffers.Buffers;
import org.gatewaybridge.python.slots.SlotQueue;

/**
 * The services that all calls of a deployment share.
 *
 * @param queue the workers' slots
 * @param buffers the room for what waits for slow clients
 * @param slowClients finds the slow clients
 * @param helpers threads that wait for a worker in the place of a request's own thread
 * @param upgrade takes the slots of requests whose app has accepted a WebSocket
 */
public record CallServices(
    SlotQueue queue, Buffers buffers, SlowClients slowClients, Executor helpers, Upgrade upgrade) {}
