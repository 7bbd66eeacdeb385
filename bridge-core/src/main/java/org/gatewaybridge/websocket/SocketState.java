package org.gatewaybridge.websocket;

/** How far a WebSocket has come. */
enum SocketState {
  /** The app has accepted it; the container has not upgraded the connection. */
  ACCEPTED,
  /** Messages may go both ways. */
  OPEN,
  /** This side has begun to close it. */
  CLOSING,
  /** It has ended, and who answers its events has been told. */
  CLOSED
}
