package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;

/** The right to call the app, which only so many threads have at once: {@code gateway.threads}. */
final class AppTurns {
  private static final String TURN = AppTurns.class.getName() + ".turn";

  private final Semaphore free;

  AppTurns(int threads) {
    free = new Semaphore(threads, true);
  }

  /** Waits for a turn; returns false if a call that includes or forwards to the app has it. */
  boolean take(HttpServletRequest request) {
    if (request.getAttribute(TURN) == this) {
      return false;
    }
    free.acquireUninterruptibly();
    request.setAttribute(TURN, this);
    return true;
  }

  /** Gives the turn of a request back. */
  void release(HttpServletRequest request) {
    request.removeAttribute(TURN);
    free.release();
  }
}
