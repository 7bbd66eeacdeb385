package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows about bodies that are very long, or of very many chunks. */
public interface BodyFaults extends FaultContract {
  int BLOCK_BYTES = 64 * 1024;
  double MEBIBYTE = 1 << 20;

  @Test
  @EveryBuild
  @Fault(
      id = "X15",
      title = "a body of 10 GiB down and up",
      target =
          "SHA-256 right; live heap at most 48 MiB more meanwhile; at least 300 MB/s without"
              + " hashing, the best of three")
  default void longBodies(Figures figures) throws Exception {
    int mebibytes = figures.size(10 * 1024, 1024, "MiB each way");
    LongBody body = new LongBody((long) mebibytes * 16, BLOCK_BYTES);
    Map<String, String> unbounded =
        container().id().startsWith("wildfly") ? Map.of("max-post-size", "0") : Map.of();
    try (ServerProcess server = container().start(Map.of("/ctx", app()), unbounded, AS_A_SERVER)) {
      Caller caller = at(server, "/ctx");
      LongBody small = new LongBody(16 * 64, BLOCK_BYTES);
      small.download(caller, true, false);
      small.upload(caller, "count");
      long idle = LiveProcess.of(server.pid()).heapBytes();

      String sent = body.digest();
      String down = peak(figures, "down", server, idle, () -> body.download(caller, true, true));
      figures.add("down " + (down.equals(sent) ? "right" : down), down.equals(sent));
      String up = peak(figures, "up", server, idle, () -> body.upload(caller, "digest"));
      boolean right = up.equals(body.length() + " " + sent);
      figures.add("up " + (right ? "right" : up), right);
      rate(figures, "down", body, () -> body.download(caller, true, false));
      rate(figures, "up", body, () -> body.upload(caller, "count"));
    }
  }

  /** Something that moves a body, and returns what came of it. */
  interface Move {
    String run() throws IOException;
  }

  /** Moves a body, and looks at the live heap meanwhile. */
  private static String peak(
      Figures figures, String way, ServerProcess server, long idle, Move move) throws Exception {
    CompletableFuture<String> moved =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return move.run();
              } catch (IOException e) {
                return e.toString();
              }
            });
    long peak = idle;
    while (!moved.isDone()) {
      peak = Math.max(peak, LiveProcess.of(server.pid()).heapBytes());
    }
    double more = (peak - idle) / MEBIBYTE;
    figures.add(String.format(Locale.ROOT, "%s %+.1f MiB live", way, more), more <= 48);
    return moved.get();
  }

  /** Adds the best of three: whatever else runs on the machine makes it slower only. */
  private static void rate(Figures figures, String way, LongBody body, Move move)
      throws IOException {
    double best = 0;
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      String came = move.run();
      if (!came.equals(String.valueOf(body.length()))) {
        figures.add(way + " " + came, false);
      }
      best = Math.max(best, body.length() / 1e6 / ((System.nanoTime() - begun) / 1e9));
    }
    figures.add(String.format(Locale.ROOT, "%s %.0f MB/s", way, best), best >= 300);
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X16",
      title = "a million chunks of one byte, each flushed, with Content-Length and without",
      target = "right, each within 60 s; live heap at most 2 MB more")
  default void chunksOfOneByte(Figures figures) throws Exception {
    int count = 1_000_000;
    LongBody body = new LongBody(count, 1);
    String sent = body.digest();
    long before = LiveProcess.of(gateway().mounted().server().pid()).heapBytes();
    for (boolean length : List.of(true, false)) {
      long begun = System.nanoTime();
      String came = body.download(gateway(), length, true);
      double seconds = (System.nanoTime() - begun) / 1e9;
      figures.add(
          String.format(
              Locale.ROOT,
              "%s %s in %.1f s",
              length ? "with length" : "chunked",
              came.equals(sent) ? "right" : came,
              seconds),
          came.equals(sent) && seconds <= 60);
    }
    double more = (LiveProcess.of(gateway().mounted().server().pid()).heapBytes() - before) / 1e6;
    figures.add(String.format(Locale.ROOT, "live heap %+.2f MB", more), more <= 2);
  }
}
