package org.gatewaybridge.python;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * One parent process with its workers, and the thread that watches them: it takes their connections
 * and hears what the parent says. What follows from that is decided by {@link Crew}.
 */
final class Workers implements PythonRuntime {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long TICK_MILLIS = 200;
  private static final long ANNOUNCED_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  private final PythonOptions options;
  private final SocketDirectory directory;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final ParentProcess parent;
  private final Crew crew;
  private final Consumer<Workers> whenLost;

  /** Completed with "" or with the reason why not. */
  private final CompletableFuture<String> started = new CompletableFuture<>();

  private final Thread watch = new Thread(this::watch, "gateway-python-watch");
  private @Nullable Connection control;
  private final List<Early> early = new ArrayList<>();
  private boolean hungUp;
  private volatile boolean closing;
  private volatile long leaveAt;

  /**
   * A connection of a process that the parent has not announced yet. A process that nobody
   * announces, or whose end was told before, gets no request.
   */
  private record Early(int pid, int number, SocketChannel channel, long since) {
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

  private Workers(
      PythonOptions options,
      SlotQueue queue,
      SocketDirectory directory,
      ServerSocketChannel server,
      Consumer<Workers> whenLost)
      throws IOException {
    this.options = options;
    this.directory = directory;
    this.server = server;
    this.whenLost = whenLost;
    crew = new Crew(options, queue);
    selector = Selector.open();
    try {
      server.register(selector, SelectionKey.OP_ACCEPT);
      parent = ParentProcess.start(options, directory);
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  /**
   * Starts a parent and its workers; returns when all of them wait for requests.
   *
   * @param whenLost told, on the watch's thread, that the parent ended without being asked to
   */
  static Workers start(PythonOptions options, SlotQueue queue, Consumer<Workers> whenLost)
      throws PythonStartFailed, InterruptedException {
    Workers workers = open(options, queue, whenLost);
    workers.watch.setDaemon(true);
    workers.watch.start();
    String failure;
    try {
      failure = workers.started.get(options.startTimeout().toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      failure =
          options.app()
              + " was not imported within the "
              + options.startTimeout().toSeconds()
              + " s of gateway.python.start-timeout";
    } catch (InterruptedException e) {
      workers.close();
      throw e;
    }
    if (failure.isEmpty()) {
      return workers;
    }
    workers.close();
    throw workers.crew.isPythonThere()
        ? new PythonStartFailed(failure)
        : PythonStartFailed.noPython(failure, null);
  }

  private static Workers open(PythonOptions options, SlotQueue queue, Consumer<Workers> whenLost)
      throws PythonStartFailed {
    SocketDirectory directory = null;
    ServerSocketChannel server = null;
    try {
      directory = SocketDirectory.create();
      server = directory.listen();
      return new Workers(options, queue, directory, server, whenLost);
    } catch (IOException | UnsupportedOperationException e) {
      if (server != null) {
        closeQuietly(server);
      }
      if (directory != null) {
        directory.delete();
      }
      throw PythonStartFailed.noPython(
          "Python cannot be started: "
              + Escaped.text(String.valueOf(e.getMessage()))
              + "; set gateway.python.executable or GATEWAY_PYTHON_EXECUTABLE to a Python of 3.9 or"
              + " newer, on Linux or macOS",
          e);
    }
  }

  private static void closeQuietly(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "Closing failed", LoggedFailure.of(e));
    }
  }

  /** Those that cannot be started again are the app's, which is told. */
  @Override
  public boolean isHealthy() {
    return true;
  }

  /** Ends all processes, whatever they do; returns when nothing is left of them. */
  void close() {
    close(Duration.ZERO);
  }

  @Override
  public void close(Duration patience) {
    leaveAt = System.nanoTime() + patience.toNanos();
    crew.leaveBy(leaveAt);
    closing = true;
    selector.wakeup();
    boolean interrupted = false;
    while (watch.isAlive() && watch != Thread.currentThread()) {
      try {
        watch.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (parent.isAlive() && !hungUp && !(closing && (control == null || crew.isDrained()))) {
        selector.select(TICK_MILLIS);
        List<SelectionKey> keys = List.copyOf(selector.selectedKeys());
        selector.selectedKeys().clear();
        keys.forEach(this::ready);
        tick();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "The watch over the Python workers failed", LoggedFailure.of(e));
    } finally {
      release();
    }
    started.complete(parentsLastWords());
    if (!closing && started.join().isEmpty()) {
      LOG.log(Level.ERROR, "The parent of the Python workers ended; it is started again");
      whenLost.accept(this);
    }
  }

  private void tick() throws IOException {
    Connection open = control;
    if (open == null) {
      return; // the parent has not come yet
    }
    takeEarly();
    crew.tick(open, closing);
    if (!started.isDone()) {
      String failure = crew.startFailure();
      if (failure != null) {
        started.complete(failure);
      } else if (crew.isComplete()) {
        LOG.log(Level.INFO, options.app() + " is served by " + crew);
        started.complete("");
      }
    }
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (connection != null) {
        read(key, connection);
        return;
      }
      SocketChannel channel = server.accept();
      if (channel != null) {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection of a Python worker failed", LoggedFailure.of(e));
      hangUp(connection);
    }
  }

  private void read(SelectionKey key, Connection connection) throws IOException {
    boolean more = connection.read();
    for (var frame = connection.poll(); frame != null; frame = connection.poll()) {
      if (frame.kind() == FrameKind.SLOT) {
        int pid = frame.data().getInt();
        int number = frame.data().getInt();
        early.add(new Early(pid, number, connection.detach(key), System.nanoTime()));
        takeEarly();
        return;
      }
      if (frame.kind() == FrameKind.PARENT) {
        control = connection;
        connection.send(parent.settingsFrame(options));
      }
      crew.take(frame);
      takeEarly();
    }
    if (!more) {
      hangUp(connection);
    }
  }

  /** Hands the connections over whose workers the parent has announced, and refuses stale ones. */
  private void takeEarly() {
    early.removeIf(
        slot -> {
          boolean known = crew.knows(slot.pid);
          if (known && !crew.takeSlot(slot.pid, slot.number, slot.channel)) {
            slot.refuse();
          } else if (!known && System.nanoTime() - slot.since > ANNOUNCED_NANOS) {
            slot.refuse();
            return true;
          }
          return known;
        });
  }

  private void hangUp(@Nullable Connection connection) {
    if (connection != null) {
      connection.close();
      hungUp |= connection == control;
    }
  }

  /**
   * Ends what is left: the end of its connection ends the parent, and that the workers, which have
   * the rest of the time for what an app does at its end.
   */
  private void release() {
    crew.closeSlots();
    early.forEach(Early::refuse);
    Duration patience = closing ? Duration.ofNanos(leaveAt - System.nanoTime()) : LEAST_PATIENCE;
    patience = patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
    tellToLeave(patience);
    for (SelectionKey key : selector.keys()) {
      closeQuietly(key.channel());
    }
    closeQuietly(server);
    closeQuietly(selector);
    parent.end(patience);
    directory.delete();
  }

  private void tellToLeave(Duration patience) {
    try {
      if (control != null && !hungUp) {
        control.send(FrameKind.LEAVE_WITHIN, Long.toString(patience.toMillis()));
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The parent of the Python workers has hung up", LoggedFailure.of(e));
    }
  }

  private String parentsLastWords() {
    return options.executable()
        + " ended before it had imported "
        + options.app()
        + ": "
        + PythonFailure.indented(parent.errors().tail());
  }
}
