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

  /** Whether a request has a turn: its call includes or forwards to the app. */
  boolean has(HttpServletRequest request) {
    return request.getAttribute(TURN) == this;
  }

  /** Waits for a turn. */
  void take() {
    free.acquireUninterruptibly();
  }

  /** Records that a request has a turn. */
  void mark(HttpServletRequest request) {
    request.setAttribute(TURN, this);
  }

  /** Gives the turn of a request back. */
  void release(HttpServletRequest request) {
    request.removeAttribute(TURN);
    free.release();
  }
}
