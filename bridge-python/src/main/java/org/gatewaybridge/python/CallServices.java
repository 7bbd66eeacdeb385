package org.gatewaybridge.python;

import java.util.concurrent.Executor;

/**
 * What all calls of a deployment use.
 *
 * @param queue the workers' slots
 * @param buffers the room for what waits for slow clients
 * @param slowClients who finds them
 * @param helpers threads that wait for a worker in the place of a request's own
 */
record CallServices(SlotQueue queue, Buffers buffers, SlowClients slowClients, Executor helpers) {}
