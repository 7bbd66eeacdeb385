package org.gatewaybridge.python.sockets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads what the workers send on the open WebSockets of a deployment. It never
 * waits for a client or for a worker. It is started by the first socket.
 */
final class SocketLoop {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long TICK_MILLIS = 200;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES); // of its thread
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<PythonSocket> watched = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread; // guarded by this
  private volatile @Nullable Selector selector;
  private volatile boolean ending;
  private long tickAt = System.nanoTime();

  /** Watches a socket from now on; from any thread. */
  void add(PythonSocket socket) {
    execute(() -> register(socket));
  }

  /** Runs a task on the loop's thread; from any thread. */
  void execute(Runnable task) {
    tasks.add(task);
    wakeUp();
  }

  private synchronized void wakeUp() {
    Selector existing = selector;
    if (existing != null) {
      existing.wakeup();
    } else if (!ending) {
      try {
        selector = Selector.open();
      } catch (IOException e) {
        throw new UncheckedIOException("A WebSocket cannot be watched", e);
      }
      thread = new Thread(this::run, "gateway-python-sockets");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void register(PythonSocket socket) {
    Selector own = selector;
    if (own == null || !socket.channel().isOpen()) {
      socket.end();
      return;
    }
    try {
      socket.watchedBy(socket.channel().register(own, SelectionKey.OP_READ, socket));
      watched.add(socket);
      socket.readKept(buffer);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A WebSocket ended before it was watched", LoggedFailure.of(e));
      socket.end();
    }
  }

  /** Forgets a socket that has ended. */
  void forget(PythonSocket socket) {
    watched.remove(socket);
  }

  private void run() {
    Selector own = selector;
    if (own == null) {
      return;
    }
    try (own) {
      while (!ending) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        if (watched.isEmpty()) {
          own.select(this::ready);
        } else {
          own.select(this::ready, TICK_MILLIS);
          tick();
        }
      }
      watched.forEach(PythonSocket::end);
    } catch (IOException | RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The loop of the WebSockets has failed", LoggedFailure.of(e));
      watched.forEach(PythonSocket::end);
    }
  }

  private void ready(SelectionKey key) {
    PythonSocket socket = (PythonSocket) key.attachment();
    try {
      if (key.isValid() && key.isWritable()) {
        socket.writable();
      }
      if (key.isValid() && key.isReadable()) {
        socket.readable(buffer);
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.log(Level.DEBUG, socket + " is closed", LoggedFailure.of(e));
      socket.end();
    }
  }

  /** Has each socket look at its worker, now and then. */
  private void tick() {
    long now = System.nanoTime();
    if (now - tickAt >= 0) {
      tickAt = now + TICK_NANOS;
      watched.forEach(PythonSocket::tick);
    }
  }

  /** Ends the thread and all sockets that are left; waits for that thread. */
  void close(Duration patience) {
    Thread running;
    synchronized (this) {
      ending = true;
      running = thread;
      if (selector != null) {
        selector.wakeup();
      }
    }
    if (running == null) {
      return;
    }
    try {
      running.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
