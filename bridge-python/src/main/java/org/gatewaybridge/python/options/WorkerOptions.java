package org.gatewaybridge.python.options;

import java.io.File;
import java.util.List;
import org.gatewaybridge.settings.Settings;

/**
 * The worker processes, and when one is replaced.
 *
 * @param executable the interpreter, "" if none is set
 * @param cache the folder in which the WAR's own interpreter is unpacked, "" if none is set
 * @param count how many workers there are
 * @param spawns whether each worker is started as a program, instead of being a fork of the parent
 * @param tcp whether they connect to a port of the loopback interface, instead of a Unix socket
 * @param preload whether the app is imported once, and the workers are forked after that
 * @param maxRequests after how many requests a worker is replaced, 0 for never
 * @param maxRequestsJitter by how many requests that varies
 * @param maxRss above how many bytes of memory a worker is replaced, 0 for never
 */
public record WorkerOptions(
    String executable,
    String cache,
    int count,
    boolean spawns,
    boolean tcp,
    boolean preload,
    int maxRequests,
    int maxRequestsJitter,
    long maxRss) {

  static WorkerOptions of(Settings settings) {
    boolean isWindows = File.separatorChar == '\\'; // where nothing can fork
    int processors = Runtime.getRuntime().availableProcessors();
    return new WorkerOptions(
        settings.text("gateway.python.executable", ""),
        settings.text("gateway.python.cache", ""),
        settings.threads("gateway.python.workers", Math.max(2, processors), 1),
        settings
            .oneOf("gateway.python.start", isWindows ? "spawn" : "fork", List.of("fork", "spawn"))
            .equals("spawn"),
        settings
            .oneOf("gateway.python.wire", isWindows ? "tcp" : "unix", List.of("unix", "tcp"))
            .equals("tcp"),
        settings.flag("gateway.python.preload", false),
        settings.count("gateway.python.max-requests", 0, 0),
        settings.count("gateway.python.max-requests-jitter", 0, 0),
        settings.bytes("gateway.python.max-rss", "0"));
  }

  /** Returns whether the parent imports the app before it forks workers. */
  public boolean preloads() {
    return preload && !spawns;
  }
}
