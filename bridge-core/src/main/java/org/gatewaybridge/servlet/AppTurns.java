package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.gatewaybridge.timeouts.CallProgress;
import org.jspecify.annotations.Nullable;

/** The right to call the app, which only so many threads have at once: {@code gateway.threads}. */
final class AppTurns {
  /** Each deployment's own: a request may go through several of one web application. */
  private final String mark = AppTurns.class.getName() + '.' + UUID.randomUUID();

  private final Semaphore free;

  AppTurns(int threads) {
    free = new Semaphore(threads, true);
  }

  /** Returns those of a deployment; null, for any number, if there may be 0. */
  static @Nullable AppTurns of(int threads) {
    // Here, so that this class is loaded: HotSpot inlines no getter of a class that is not.
    return threads > 0 ? new AppTurns(threads) : null;
  }

  /** Whether a request has a turn: its call includes or forwards to the app. */
  boolean has(HttpServletRequest request) {
    return request.getAttribute(mark) != null;
  }

  /**
   * Waits for a turn.
   *
   * @param nested whether the call is inside that of another app, perhaps one that waits for this
   *     one
   * @return false if the call's time, or that of the other app, is over before that
   */
  boolean take(CallProgress call, boolean nested) {
    while (call.isRunning()) {
      try {
        free.acquire();
        return true;
      } catch (InterruptedException e) {
        if (nested) {
          return free.tryAcquire();
        }
        // It was for what ran on this thread before, or ends this call: then it is not running.
      }
    }
    return false;
  }

  /** Records that a request has a turn. */
  void mark(HttpServletRequest request) {
    request.setAttribute(mark, true);
  }

  /** Gives the turn of a request back. */
  void release(HttpServletRequest request) {
    free.release(); // first: the container may have ended the request, and throw
    request.removeAttribute(mark);
  }
}
