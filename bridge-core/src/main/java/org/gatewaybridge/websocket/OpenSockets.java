package org.gatewaybridge.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketApp;
import org.gatewaybridge.operation.SocketClosed;
import org.gatewaybridge.operation.SocketFigures;
import org.jspecify.annotations.Nullable;

/** The WebSockets of a deployment: their settings, their threads, their pings and their end. */
public final class OpenSockets {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

  private final SocketOptions options;
  private final SocketThreads threads;
  private final @Nullable Consumer<SocketClosed> listener;
  private final Set<OpenSocket> open = ConcurrentHashMap.newKeySet();
  private final LongAdder everOpened = new LongAdder();
  private final SocketTotals totals = new SocketTotals();
  private @Nullable SocketClock clock;
  private boolean closed;

  /**
   * Makes a deployment's; no thread is started before the first socket.
   *
   * @param loader the app's
   * @param listener is told of each socket that has ended; null for nobody
   */
  public OpenSockets(
      SocketOptions options, ClassLoader loader, @Nullable Consumer<SocketClosed> listener) {
    this.options = options;
    this.threads = new SocketThreads(loader, options.threads());
    this.listener = listener;
  }

  /** Whether somebody is told of sockets that have ended. */
  public boolean isListenedTo() {
    return listener != null;
  }

  /** Returns the settings. */
  public SocketOptions options() {
    return options;
  }

  /** Returns how many sockets are open. */
  public int count() {
    return open.size();
  }

  /** Returns how many sockets were opened. */
  public long everOpened() {
    return everOpened.sum();
  }

  /** Returns what all sockets have done. */
  public SocketFigures figures() {
    return totals.figures();
  }

  /** Returns events that a blocking app answers, on a thread of its own. */
  public SocketEvents blocking(WebSocketApp app) {
    return new BlockingSocket(app, threads);
  }

  /**
   * Begins a socket whose upgrade follows.
   *
   * @param request names it in a log line
   * @param environ what listeners are told of the request
   * @throws HandshakeRefused if there is no room for it
   */
  public OpenSocket accept(SocketEvents events, String request, Map<String, Object> environ) {
    SocketRecord record = new SocketRecord(request, environ, totals);
    OpenSocket socket = new OpenSocket(this, events, record, options.maxMessage());
    synchronized (this) {
      if (closed) {
        throw HandshakeRefused.noRoom("The deployment ends");
      }
      if (events instanceof BlockingSocket blocking && !blocking.takePlace()) {
        throw HandshakeRefused.noRoom(
            "All "
                + options.threads()
                + " threads for WebSockets are taken (gateway.websocket.threads); on Java 21 or"
                + " newer none is needed");
      }
      open.add(socket);
      if (clock == null) {
        clock = SocketClock.start(this::tick);
      }
    }
    return socket;
  }

  synchronized boolean isLeaving() {
    return closed;
  }

  void opened() {
    everOpened.increment();
  }

  void execute(Runnable task) {
    threads.execute(task);
  }

  void ended(OpenSocket socket, boolean wasOpen, int code) {
    open.remove(socket);
    if (wasOpen && listener != null) {
      listener.accept(socket.record().closed(code));
    }
  }

  private void tick() {
    for (OpenSocket socket : open) {
      switch (socket.pulse().due(options)) {
        case PING -> threads.execute(socket::ping);
        case CLOSE_IDLE -> socket.close(CloseCodes.GOING_AWAY, "idle");
        case LOSE -> socket.lose();
        case NOTHING -> {}
      }
    }
  }

  // --- the end of the deployment ---

  /** Lets no more sockets in, and closes those that are open with 1001. */
  public void leave() {
    synchronized (this) {
      closed = true;
    }
    open.forEach(socket -> socket.close(CloseCodes.GOING_AWAY, "The deployment ends"));
  }

  /**
   * Waits until all sockets and their apps have ended; those that have not are given up and
   * interrupted.
   */
  public void end(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      if (!threads.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        LOG.log(
            Level.WARNING,
            "{0} apps of WebSockets did not end within gateway.graceful-timeout; they are"
                + " interrupted",
            threads.count());
        threads.interrupt();
        threads.await(AFTER_INTERRUPT);
      }
      open.forEach(OpenSocket::lose);
      threads.close();
    } catch (InterruptedException e) {
      threads.interrupt();
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (clock != null) {
        clock.close();
      }
    }
  }
}
