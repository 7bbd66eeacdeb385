package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.Session;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What stops Undertow from reading on while an endpoint is busy: it would keep all that a client
 * sends. Other containers wait for the endpoint themselves.
 */
record Reading(Object channel, Method suspend, Method resume) {

  /** Returns it for a session; null where the container waits by itself. */
  static @Nullable Reading of(Session session) {
    try {
      Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
      Class<?> type = channel.getClass();
      return new Reading(
          channel, type.getMethod("suspendReceives"), type.getMethod("resumeReceives"));
    } catch (ReflectiveOperationException | RuntimeException another) {
      return null;
    }
  }

  void pause(boolean now) {
    try {
      (now ? suspend : resume).invoke(channel);
    } catch (ReflectiveOperationException | RuntimeException anotherVersion) {
      // It reads on.
    }
  }
}
