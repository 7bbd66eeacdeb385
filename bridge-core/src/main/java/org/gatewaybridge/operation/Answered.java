package org.gatewaybridge.operation;

import java.util.Map;

/**
 * A request that was answered.
 *
 * @param environ the request's environ, with the changes of middleware; valid only during the call
 * @param status the status that was sent, 0 if nothing was
 * @param bytes how many bytes of body were handed to the container
 * @param nanos nanoseconds from the container's call to the end of the answer
 * @param nanosToHead nanoseconds from the container's call to the head, which goes out with the
 *     first byte of body; -1 if nothing was sent
 */
public record Answered(
    Map<String, Object> environ, int status, long bytes, long nanos, long nanosToHead) {}
