package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;

/** Keeps 2 KiB of each request, and a thread of every hundredth. */
public final class LeakyApp implements GatewayApp {
  private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();

  /** Made by the bridge, by its name. */
  public LeakyApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    kept.add(new byte[2048]);
    if (kept.size() % 100 == 0) {
      Thread thread = new Thread(LeakyApp::sleep, "leaked");
      thread.setDaemon(true);
      thread.start();
    }
    startResponse.start("200 OK", List.of());
    return Bodies.of("kept\n", UTF_8);
  }

  private static void sleep() {
    while (true) {
      LockSupport.park();
    }
  }
}
