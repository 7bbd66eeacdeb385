package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.FrameWriter;
import org.gatewaybridge.python.wire.Stranger;
import org.gatewaybridge.python.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The socket to which the parent and the workers connect. Passes the parent's frames and the
 * workers' connections to the pool. Only the watch thread uses it, except {@link #wakeUp}.
 */
final class WorkerListener {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long ANNOUNCED_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final WorkerPool pool;
  private final SocketDirectory directory;
  private ServerSocketChannel server;
  private final Selector selector;
  private final List<Early> early = new ArrayList<>();
  private final Set<Connection> loops = ConcurrentHashMap.newKeySet(); // of workers of ASGI apps
  private @Nullable Connection control;
  private boolean hungUp;

  /**
   * A connection of a process that the parent has not announced yet. If it does not announce it, or
   * has reported its end before, the process gets no request.
   */
  private record Early(int pid, int number, boolean ofLoop, SocketChannel channel, long since) {
    void refuse() {
      try (channel) {
        FrameWriter leave = new FrameWriter(FrameWriter.HEAD);
        leave.endMeta();
        channel.write(ByteBuffer.wrap(leave.end(FrameKind.LEAVE).bytes(), 0, leave.length()));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "A connection could not be refused", LoggedFailure.of(e));
      }
    }
  }

  private WorkerListener(
      WorkerPool pool, SocketDirectory directory, ServerSocketChannel server, Selector selector) {
    this.pool = pool;
    this.directory = directory;
    this.server = server;
    this.selector = selector;
  }

  /** Listens; the socket, or its port, is in a directory of its own. */
  static WorkerListener open(WorkerPool pool, Wire wire) throws IOException {
    SocketDirectory directory = SocketDirectory.create(wire);
    ServerSocketChannel server = null;
    try {
      server = directory.listen();
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      return new WorkerListener(pool, directory, server, selector);
    } catch (IOException | RuntimeException | Error e) {
      if (server != null) {
        closeQuietly(server);
      }
      directory.delete();
      throw e;
    }
  }

  SocketDirectory directory() {
    return directory;
  }

  /** Returns the connection of the parent, null if it has not come yet. */
  @Nullable Connection control() {
    return control;
  }

  /** Returns whether the parent's connection has ended. */
  boolean hasHungUp() {
    return hungUp;
  }

  /** Ends a wait in {@link #poll}; from any thread. */
  void wakeUp() {
    selector.wakeup();
  }

  /** Waits that long for connections and frames, and handles those that come. */
  void poll(long millis, ParentProcess parent) throws IOException {
    listenAgain();
    selector.select(millis);
    List<SelectionKey> keys = List.copyOf(selector.selectedKeys());
    selector.selectedKeys().clear();
    keys.forEach(key -> ready(key, parent));
    directory.wire().closeOverdue(System.nanoTime());
  }

  /** Makes the socket again if it was deleted; workers that come back need it. */
  private void listenAgain() throws IOException {
    ServerSocketChannel again = directory.listenAgain();
    if (again != null) {
      again.register(selector, SelectionKey.OP_ACCEPT);
      closeQuietly(server);
      server = again;
      LOG.log(
          Level.WARNING,
          directory.place() + ", the socket of the Python workers, was deleted; it is made again");
    }
  }

  private void ready(SelectionKey key, ParentProcess parent) {
    Object of = key.attachment();
    try {
      if (of instanceof Connection connection) {
        read(key, connection, parent);
      } else if (of instanceof Stranger stranger) {
        if (stranger.isKnown()) {
          key.attach(new Connection((SocketChannel) key.channel()));
        }
      } else {
        accept();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection of a Python worker failed", LoggedFailure.of(e));
      if (of instanceof Connection connection) {
        hangUp(connection);
      }
    } catch (CancelledKeyException e) {
      LOG.log(Level.DEBUG, "A stranger's connection was closed before it was read");
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      Stranger stranger = directory.wire().arrived(channel);
      channel.register(
          selector, SelectionKey.OP_READ, stranger == null ? new Connection(channel) : stranger);
    }
  }

  private void read(SelectionKey key, Connection connection, ParentProcess parent)
      throws IOException {
    boolean more = connection.read();
    for (var frame = connection.poll(); frame != null; frame = connection.poll()) {
      if (frame.kind() == FrameKind.SLOT) {
        int pid = frame.data().getInt();
        int number = frame.data().getInt();
        boolean ofLoop = frame.meta().hasRemaining();
        early.add(new Early(pid, number, ofLoop, connection.detach(key), System.nanoTime()));
        passEarly();
        return;
      }
      if (frame.kind() == FrameKind.PARENT) {
        control = connection;
        connection.send(parent.settingsFrame());
      }
      if (frame.kind() == FrameKind.ALIVE) {
        loops.add(connection);
      }
      pool.handle(frame);
      passEarly();
    }
    if (!more) {
      hangUp(connection);
    }
  }

  /** Tells the event loops that requests which would go on for ever should end; from any thread. */
  void announceEnd() {
    for (Connection loop : loops) {
      try {
        loop.send(FrameKind.LEAVE, "");
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "A worker has ended, which is noticed elsewhere", LoggedFailure.of(e));
      }
    }
  }

  /** Passes on the connections whose workers the parent has announced, and refuses stale ones. */
  void passEarly() {
    early.removeIf(
        slot -> {
          boolean known = pool.hasProcess(slot.pid);
          if (known && !pool.addSlot(slot.pid, slot.number, slot.ofLoop, slot.channel)) {
            slot.refuse();
          } else if (!known && System.nanoTime() - slot.since > ANNOUNCED_NANOS) {
            slot.refuse();
            return true;
          }
          return known;
        });
  }

  private void hangUp(Connection connection) {
    connection.close();
    loops.remove(connection);
    hungUp |= connection == control;
  }

  /**
   * Closes all connections. The end of its connection ends the parent, and that ends the workers.
   *
   * @param patience how long the workers have for what an app does at its end
   */
  void close(Duration patience) {
    early.forEach(Early::refuse);
    try {
      if (control != null && !hungUp) {
        control.send(FrameKind.LEAVE_WITHIN, Long.toString(patience.toMillis()));
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The parent of the Python workers has hung up", LoggedFailure.of(e));
    }
    for (SelectionKey key : selector.keys()) {
      closeQuietly(key.channel());
    }
    closeQuietly(server);
    closeQuietly(selector);
  }

  private static void closeQuietly(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "Closing failed", LoggedFailure.of(e));
    }
  }
}
