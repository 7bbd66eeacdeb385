package org.gatewaybridge.compat.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.containers.ServerProcess;

/**
 * Sends mutated requests to a fuzzed WAR, each on a connection of its own and one in four with a
 * well-formed one behind it. Request number n is the same for the same seed.
 */
final class Fuzzing {
  /** The seed of a run whose requests are the seeds themselves. */
  private static final long UNCHANGED = Long.MIN_VALUE;

  private static final int CLIENTS = 8;
  private static final int MOST_FAULTS = 20;
  private static final Duration SETTLING = Duration.ofSeconds(70);
  private static final long MOST_GROWTH = 5_000_000;
  private static final Pattern CALL = Pattern.compile("\nX-Call: (\\d+)\r\n");

  private final ServerProcess server;
  private final String mount;
  private final long seed;
  private final List<byte[]> seeds;
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> answers = ConcurrentHashMap.newKeySet();
  private final AtomicLong longest = new AtomicLong();

  private Fuzzing(ServerProcess server, String mount, long seed) {
    this.server = server;
    this.mount = mount;
    this.seed = seed;
    this.seeds = Seeds.of(mount);
  }

  /**
   * Runs.
   *
   * @param sent how many requests; a fifth as many come before, so that caches are full, and are
   *     judged too
   */
  static FuzzReport run(String container, ServerProcess server, String mount, long seed, int sent)
      throws IOException {
    Fuzzing before = new Fuzzing(server, mount, ~seed);
    before.sendCounted(sent / 5);
    Fuzzing fuzzing = new Fuzzing(server, mount, seed);
    fuzzing.faults.addAll(before.faults);
    return fuzzing.report(container, sent);
  }

  /** Sends the seeds as they are. */
  static FuzzReport runSeeds(String container, ServerProcess server, String mount)
      throws IOException {
    Fuzzing fuzzing = new Fuzzing(server, mount, UNCHANGED);
    return fuzzing.report(container, fuzzing.seeds.size());
  }

  private FuzzReport report(String container, int sent) throws IOException {
    long heapBefore = LiveProcess.of(server.pid()).heapBytes();
    long keptBefore = KeptUpgrades.bytes(server.pid());
    Figures counted = sendCounted(sent);
    long heapAfter = settledHeap(heapBefore + MOST_GROWTH);
    long kept = KeptUpgrades.bytes(server.pid()) - keptBefore;
    if (heapAfter > heapBefore + MOST_GROWTH + kept) {
      faults.add(
          "the heap grew from %d to %d bytes, %d of them for upgraded connections that the server"
                  .formatted(heapBefore, heapAfter, kept)
              + " keeps");
    }
    faults.addAll(FuzzedLog.faultsIn(server.log()));
    return new FuzzReport(
        container,
        seed,
        sent,
        counted.accepted(),
        counted.called(),
        answers.size(),
        longest.get(),
        heapBefore,
        heapAfter,
        List.copyOf(faults));
  }

  /** Waits, collection after collection, for what ends with a time-out of the container's. */
  private long settledHeap(long most) throws IOException {
    long end = System.nanoTime() + SETTLING.toNanos();
    long bytes = LiveProcess.of(server.pid()).heapBytes();
    while (bytes > most && System.nanoTime() < end) {
      bytes = LiveProcess.of(server.pid()).heapBytes();
    }
    return bytes;
  }

  /** Sends so many, and judges what the filter has counted meanwhile. */
  private Figures sendCounted(int count) {
    Figures before = figures();
    sendAll(count);
    Figures counted = figures().since(before);
    if (counted.calledTwice() > 0) {
      faults.add("the app was called twice for one request: " + counted);
    }
    if (counted.wrong() > 0) {
      faults.add("the app saw " + counted.lastWrong());
    }
    if (answers.size() > counted.called()) {
      faults.add(answers.size() + " answers of " + counted.called() + " calls");
    }
    if (counted.called() == 0 && faults.isEmpty()) {
      faults.add("the app was never called");
    }
    return counted;
  }

  private void sendAll(int count) {
    AtomicInteger next = new AtomicInteger();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread client = new Thread(() -> sendSome(next, count), "fuzz-" + i);
      client.start();
      clients.add(client);
    }
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void sendSome(AtomicInteger next, int count) {
    for (int n = next.getAndIncrement();
        n < count && faults.size() < MOST_FAULTS;
        n = next.getAndIncrement()) {
      byte[] request = request(n);
      try {
        judge(n, request, FuzzedExchange.of(server.host(), server.port(), request));
      } catch (IOException | RuntimeException e) {
        fault(n, request, "was not taken: " + e);
      }
    }
  }

  /** Makes request number n. */
  private byte[] request(int n) {
    if (seed == UNCHANGED) {
      return seeds.get(n);
    }
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + n);
    byte[] mutated = new Mutator(random).mutate(seeds.get(random.nextInt(seeds.size())));
    return random.nextInt(4) > 0 ? mutated : joined(mutated, Seeds.last(mount));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private void judge(int n, byte[] request, FuzzedExchange exchange) {
    longest.accumulateAndGet(exchange.millis(), Math::max);
    if (exchange.hung() && !isPreface(request)) {
      fault(n, request, "hung");
    }
    if (exchange.came().contains(FuzzedWar.MARKER)) {
      fault(n, request, "brought what is in WEB-INF");
    }
    Matcher call = CALL.matcher(exchange.came());
    while (call.find()) {
      if (!answers.add(call.group(1))) {
        fault(n, request, "brought the answer of call " + call.group(1) + " once more");
      }
    }
  }

  /** Whether it is no request yet: Undertow waits without end for the rest of HTTP/2's preface. */
  private static boolean isPreface(byte[] request) {
    return new String(request, ISO_8859_1).startsWith("PRI * HTTP/2");
  }

  private void fault(int n, byte[] request, String what) {
    String shown = new String(request, ISO_8859_1);
    faults.add(
        "request "
            + n
            + " of seed "
            + seed
            + " "
            + what
            + ": "
            + visible(shown.substring(0, Math.min(shown.length(), 500))));
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                visible.append(
                    c >= ' ' && c < 0x7f ? Character.toString(c) : String.format("\\x%02x", c)));
    return visible.toString();
  }

  private Figures figures() {
    byte[] request =
        ("GET " + mount + "/figures HTTP/1.1\r\nHost: fuzz.test\r\nConnection: close\r\n\r\n")
            .getBytes(ISO_8859_1);
    try {
      return Figures.parse(FuzzedExchange.of(server.host(), server.port(), request).came());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the filter in front of the app has counted. */
  private record Figures(
      long accepted, long called, long calledTwice, long wrong, String lastWrong) {
    private static final Pattern LINE =
        Pattern.compile("(?s).*\\r\\n(\\d+) (\\d+) (\\d+) (\\d+) (.*)");

    Figures since(Figures before) {
      return new Figures(
          accepted - before.accepted,
          called - before.called,
          calledTwice - before.calledTwice,
          wrong - before.wrong,
          lastWrong);
    }

    static Figures parse(String answer) {
      Matcher figures = LINE.matcher(answer);
      if (!figures.matches()) {
        throw new IllegalStateException("No figures: " + answer);
      }
      return new Figures(
          Long.parseLong(figures.group(1)),
          Long.parseLong(figures.group(2)),
          Long.parseLong(figures.group(3)),
          Long.parseLong(figures.group(4)),
          figures.group(5));
    }
  }
}
