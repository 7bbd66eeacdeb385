package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What stops Undertow from reading on while an endpoint is busy: it would keep all that a client
 * sends. Other containers wait for the endpoint themselves.
 *
 * @param inOrder runs the endpoint's methods, one after the other, but not its end if the
 *     connection is gone
 */
record Reading(Object channel, Method suspend, Method resume, Executor inOrder) {

  /** Returns it for a session; null where the container waits by itself. */
  static @Nullable Reading of(Session session) {
    try {
      Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
      Class<?> type = channel.getClass();
      return new Reading(
          channel,
          type.getMethod("suspendReceives"),
          type.getMethod("resumeReceives"),
          (Executor) session.getClass().getMethod("getExecutor").invoke(session));
    } catch (ReflectiveOperationException | RuntimeException another) {
      return null;
    }
  }

  /** Runs what follows the messages that have come. */
  void runInOrder(Runnable next) {
    try {
      inOrder.execute(next);
    } catch (RejectedExecutionException serverEnds) {
      next.run();
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
