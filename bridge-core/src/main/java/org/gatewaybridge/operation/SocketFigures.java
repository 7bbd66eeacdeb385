package org.gatewaybridge.operation;

/**
 * What WebSockets have done, one of them or all of a deployment.
 *
 * @param messagesReceived whole messages of clients
 * @param bytesReceived the bytes of these messages, texts in UTF-8
 * @param messagesSent messages that the container has taken for clients
 * @param bytesSent the bytes of these messages, texts in UTF-8
 */
public record SocketFigures(
    long messagesReceived, long bytesReceived, long messagesSent, long bytesSent) {
  /** Nothing yet. */
  public static final SocketFigures NONE = new SocketFigures(0, 0, 0, 0);
}
