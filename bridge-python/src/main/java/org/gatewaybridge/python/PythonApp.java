package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.HealthCheck;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.operation.AnyThread;
import org.gatewaybridge.operation.AppFigures;
import org.gatewaybridge.operation.ManyCalls;
import org.gatewaybridge.operation.OwnTimeout;
import org.gatewaybridge.python.buffers.Buffers;
import org.gatewaybridge.python.buffers.Spool;
import org.gatewaybridge.python.calls.CallServices;
import org.gatewaybridge.python.calls.HelperThreads;
import org.gatewaybridge.python.calls.PythonCall;
import org.gatewaybridge.python.calls.PythonRequest;
import org.gatewaybridge.python.calls.SlowClients;
import org.gatewaybridge.python.calls.WorkerLost;
import org.gatewaybridge.python.options.BufferOptions;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonRuntime;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.python.slots.FrameWriter;
import org.gatewaybridge.python.slots.NoFreeWorker;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.sockets.PythonSockets;
import org.gatewaybridge.websocket.EventWebSocketRequest;

/**
 * A Python WSGI app as a gateway app: CPython worker processes, or GraalPy in this process, answer
 * its requests.
 */
public final class PythonApp
    implements GatewayApp,
        HealthCheck,
        AnyThread,
        ManyCalls,
        AppFigures,
        OwnTimeout,
        AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");

  private final PythonOptions options;
  private final SlotQueue queue;
  private final HelperThreads helpers = new HelperThreads();
  private final CallServices services;
  private final PythonSockets sockets;
  private final RuntimeSupervisor supervisor;

  private PythonApp(PythonOptions options) throws PythonStartFailed, InterruptedException {
    this.options = options;
    queue = new SlotQueue(options.requests().backlog(), options.requests().timeout());
    sockets = new PythonSockets(queue, options.requests().timeout());
    BufferOptions buffers = options.buffers();
    services =
        new CallServices(
            queue,
            new Buffers(buffers.memory(), buffers.disk(), buffers.folder()),
            new SlowClients(helpers),
            helpers,
            this::accept);
    supervisor = RuntimeSupervisor.start(options, queue);
  }

  static PythonApp start(PythonOptions options) throws PythonStartFailed, InterruptedException {
    return new PythonApp(options);
  }

  /**
   * Imports the app again, in processes beside the old ones. New requests go to the new processes
   * when these are ready; the old ones end with their last request.
   *
   * @throws PythonStartFailed if the app cannot be imported; the old processes stay
   */
  public void reload() throws PythonStartFailed, InterruptedException {
    supervisor.reload();
  }

  /** Returns whether Python runs, or is expected to when it has been started again. */
  @Override
  public boolean isHealthy() {
    return supervisor.isHealthy();
  }

  /** Returns whether workers answer; a GraalPy context belongs to the thread that is in it. */
  @Override
  public boolean onAnyThread() {
    return supervisor.onAnyThread();
  }

  /** Returns whether it is an ASGI app; one that starts in the background may not be known yet. */
  @Override
  public boolean mostlyWait() {
    return queue.hasLoops() || options.loops().kind().equals("asgi");
  }

  /** Tells the workers that event streams should end. */
  @Override
  public void leave() {
    supervisor.leave();
  }

  /** Returns how many bytes are buffered for slow clients, and how many requests wait. */
  @Override
  public Map<String, Long> figures() {
    return Map.of(
        "python.buffered.memory",
        services.buffers().memory(),
        "python.buffered.disk",
        services.buffers().disk(),
        "python.requests.waiting",
        queue.waiting(),
        "python.websockets.open",
        sockets.count());
  }

  /** Returns which interpreter runs the app, and why that one. */
  @Override
  public Map<String, String> facts() {
    return Map.of("python.interpreter", supervisor.interpreter());
  }

  /** Sends the request to a free worker, for which it waits, and returns the response's body. */
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException, InterruptedException {
    if (!supervisor.hasStarted()) {
      return answer("503 Service Unavailable", startResponse, "Retry-After", "5");
    }
    PythonRequest request;
    try {
      boolean asgi = queue.hasLoops();
      boolean buffered = asgi ? options.buffers().forced() : options.buffers().enabled();
      request = PythonRequest.read(environ, buffered ? services.buffers() : null, asgi);
    } catch (PythonRequest.TooLarge e) {
      services.buffers().warn("A request was refused with 413", String.valueOf(e.getMessage()));
      return answer("413 Content Too Large", startResponse);
    } catch (Spool.Full e) {
      services.buffers().warn("A request was refused with 503", String.valueOf(e.getMessage()));
      return answer("503 Service Unavailable", startResponse, "Retry-After", "1");
    } catch (FrameWriter.TooLong e) {
      LOG.log(Level.WARNING, "A request was refused with 431: " + e.getMessage());
      return answer("431 Request Header Fields Too Large", startResponse);
    }
    try {
      return PythonCall.answer(services, request, startResponse);
    } catch (NoFreeWorker e) {
      LOG.log(Level.WARNING, request + " was refused: " + e.getMessage());
      return answer("503 Service Unavailable", startResponse, "Retry-After", "1");
    } catch (WorkerLost e) {
      LOG.log(Level.ERROR, request + " failed: " + e.getMessage());
      return answer(e.timedOut() ? "504 Gateway Timeout" : "502 Bad Gateway", startResponse);
    }
  }

  /** Takes over the slot of a request whose app has accepted its WebSocket. */
  private Iterable<byte[]> accept(
      PythonRequest request, Slot slot, List<Map.Entry<String, String>> headers)
      throws IOException {
    if (request.value(EnvironKeys.WEBSOCKET) instanceof EventWebSocketRequest asked) {
      return sockets.accept(asked, slot, headers, request.toString());
    }
    queue.end(slot);
    throw new IOException("The app has accepted a WebSocket that nobody has asked for");
  }

  private static Iterable<byte[]> answer(
      String status, StartResponse startResponse, String... headers) {
    List<Map.Entry<String, String>> all = new ArrayList<>(Headers.of(headers));
    all.add(Map.entry("Content-Type", "text/plain"));
    startResponse.start(status, all);
    return Bodies.of(status.substring(4) + "\n", ISO_8859_1);
  }

  /**
   * Waits for running requests, at most {@code gateway.graceful-timeout}, and ends all processes. A
   * second call does nothing.
   */
  @Override
  public void close() {
    supervisor.stop();
    sockets.leave();
    PythonRuntime last = supervisor.release();
    long end = System.nanoTime() + options.requests().gracefulTimeout().toNanos();
    try {
      while (!queue.isQuiet() && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.close();
    if (last != null) {
      last.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    supervisor.awaitReplaced();
    sockets.close();
    services.slowClients().close();
    helpers.close();
  }
}
