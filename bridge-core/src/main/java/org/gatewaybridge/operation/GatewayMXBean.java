package org.gatewaybridge.operation;

import java.util.Map;

/** A deployment's figures for JMX; counters count from its start. */
public interface GatewayMXBean {
  /** Requests that were answered, by the app or the gateway. */
  long getRequests();

  /** Those answered 1xx to 3xx. */
  long getSuccesses();

  /** Those answered 4xx. */
  long getClientErrors();

  /** Those answered 5xx, or not at all. */
  long getServerErrors();

  /** Bytes of body that were handed to the container. */
  long getBytes();

  /** Milliseconds that all requests took together. */
  double getTotalMillis();

  /** Milliseconds that the longest request took. */
  double getMaxMillis();

  /** Calls of the app that are running. */
  int getCallsUnderWay();

  /** Threads that hang in calls which were answered without them. */
  int getThreadsLeftBehind();

  /** WebSockets that are open. */
  int getWebSocketsOpen();

  /** WebSockets that were opened. */
  long getWebSocketsOpened();

  /** Messages that clients have sent by WebSockets. */
  long getWebSocketMessagesReceived();

  /** Bytes of these messages. */
  long getWebSocketBytesReceived();

  /** Messages that were sent to clients by WebSockets. */
  long getWebSocketMessagesSent();

  /** Bytes of these messages. */
  long getWebSocketBytesSent();

  /** What gateway.health answers: ready, draining or failed. */
  String getHealth();

  /** The app's own figures by name, as {@link AppFigures} has them. */
  Map<String, Long> getAppFigures();

  /** What the app tells about itself, as {@link AppFigures#facts} has it. */
  Map<String, String> getAppFacts();
}
