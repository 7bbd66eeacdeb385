package org.gatewaybridge.websocket;

import org.jspecify.annotations.Nullable;

/** When something was last heard of one WebSocket's client. */
final class SocketPulse {
  private static final long NANOS_A_SECOND = 1_000_000_000;

  private long begun = System.nanoTime(); // of the wait for the next ping
  private volatile long lastMessage = begun;
  private volatile boolean heard = true;
  private volatile boolean busy;
  private volatile boolean ends;
  private volatile boolean paused;

  /** What is to be done now. */
  enum Due {
    NOTHING,
    PING,
    CLOSE_IDLE,
    LOSE
  }

  /** Records that the client has sent something. */
  void heard() {
    heard = true;
  }

  /**
   * Records that the app takes a message, so that nothing is read, or has taken it.
   *
   * @param ahead a container that would read on meanwhile; null for none
   */
  void busy(@Nullable Wire ahead, boolean now) {
    busy = now;
    lastMessage = System.nanoTime();
    heard = true;
    if (ahead != null && !paused && ahead.readsAhead()) {
      ahead.pause(now);
    }
  }

  /** Has the container read nothing more, or go on; returns whether it can. */
  boolean pause(@Nullable Wire wire, boolean now) {
    if (!now && !paused) {
      return true;
    }
    paused = now; // before anything can follow
    heard = true;
    paused = wire != null && wire.pause(now) && now;
    return paused == now;
  }

  /** Records that the app has sent a message. */
  void sent() {
    lastMessage = System.nanoTime();
  }

  /** Records that the socket has ended, but for a message that may have been sent. */
  void ends() {
    lastMessage = System.nanoTime();
    ends = true;
  }

  /** Returns what is to be done; called by one thread. */
  Due due(SocketOptions options) {
    long now = System.nanoTime();
    if (ends) {
      return now - lastMessage >= NANOS_A_SECOND ? Due.LOSE : Due.NOTHING;
    }
    if (busy || paused) {
      return Due.NOTHING;
    }
    if (options.idleSeconds() > 0 && now - lastMessage >= options.idleSeconds() * NANOS_A_SECOND) {
      return Due.CLOSE_IDLE;
    }
    if (options.pingSeconds() > 0 && now - begun >= options.pingSeconds() * NANOS_A_SECOND) {
      begun = now;
      boolean answered = heard;
      heard = false;
      return answered ? Due.PING : Due.LOSE;
    }
    return Due.NOTHING;
  }
}
