package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What has a container read nothing more from a client for a while: the Jakarta API has no such
 * method. Tomcat's session has one, and the channel of Undertow's.
 *
 * @param ahead whether the container would otherwise keep all that a client sends, instead of
 *     waiting for the endpoint
 * @param inOrder runs the endpoint's methods, one after the other; on Undertow not its end if the
 *     connection is gone
 */
record Reading(Object of, Method suspend, Method resume, boolean ahead, Executor inOrder) {

  /** Returns it for a session; null where there is no such method, as on Jetty. */
  static @Nullable Reading of(Session session) {
    try {
      Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
      Object loop = channel.getClass().getMethod("getIoThread").invoke(channel);
      Executor queue = (Executor) session.getClass().getMethod("getExecutor").invoke(session);
      Executor inOrder = next -> runInOrder(next, loop, queue);
      return named(channel, "suspendReceives", "resumeReceives", true, inOrder);
    } catch (ReflectiveOperationException | RuntimeException another) {
      return ofTomcat(session);
    }
  }

  private static @Nullable Reading ofTomcat(Session session) {
    try {
      return named(session, "suspend", "resume", false, Runnable::run);
    } catch (ReflectiveOperationException | RuntimeException another) {
      return null;
    }
  }

  private static Reading named(
      Object of, String suspend, String resume, boolean ahead, Executor inOrder)
      throws ReflectiveOperationException {
    Class<?> type = of.getClass();
    return new Reading(of, type.getMethod(suspend), type.getMethod(resume), ahead, inOrder);
  }

  /** Queues what the loop tells by itself; all else comes by the queue, and is in order. */
  private static void runInOrder(Runnable next, Object loop, Executor queue) {
    try {
      if (Thread.currentThread() == loop) {
        queue.execute(next);
        return;
      }
    } catch (RejectedExecutionException serverEnds) {
      // Nobody else runs it.
    }
    next.run();
  }

  /** Has the container read nothing more, or go on; returns whether it does. */
  boolean pause(boolean now) {
    try {
      (now ? suspend : resume).invoke(of);
      return true;
    } catch (ReflectiveOperationException | RuntimeException anotherVersion) {
      return false;
    }
  }
}
