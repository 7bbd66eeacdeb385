package org.gatewaybridge.compat.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many adders at work at once, until they are told to stop. */
final class Load implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final List<Adder> adders = new ArrayList<>();
  private final List<Future<?>> work = new ArrayList<>();
  private final ExecutorService threads;
  private volatile boolean over;
  private volatile CountDownLatch answers = new CountDownLatch(0);

  private Load(int clients) {
    threads = Executors.newFixedThreadPool(clients);
  }

  /** Begins. */
  static Load start(int port, int clients) {
    Load load = new Load(clients);
    for (int i = 0; i < clients; i++) {
      Adder adder = new Adder();
      load.adders.add(adder);
      load.work.add(load.threads.submit(() -> load.run(adder, port)));
    }
    return load;
  }

  private void run(Adder adder, int port) {
    while (!over) {
      adder.add(port);
      answers.countDown();
    }
  }

  /** Waits for so many answers more, by all of them; fails as soon as one of them does. */
  void awaitAnswers(int more) throws Exception {
    CountDownLatch awaited = new CountDownLatch(more);
    answers = awaited;
    for (int i = 0; !awaited.await(1, TimeUnit.SECONDS); i++) {
      for (Future<?> one : work) {
        if (one.isDone()) {
          one.get();
        }
      }
      if (i > PATIENCE_SECONDS) {
        throw new AssertionError("No " + more + " answers within " + PATIENCE_SECONDS + " s");
      }
    }
  }

  /** Lists what was not answered so far. */
  List<String> failures() {
    return adders.stream().flatMap(adder -> adder.failures().stream()).toList();
  }

  /** Ends, and returns the adders; fails if one of them has seen a loss. */
  List<Adder> stop() throws Exception {
    over = true;
    threads.shutdown();
    for (Future<?> one : work) {
      one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return adders;
  }

  /** Ends, whatever came of it: nothing of it is left beside the next test. */
  @Override
  public void close() throws InterruptedException {
    over = true;
    threads.shutdown();
    if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("An adder does not end within " + PATIENCE_SECONDS + " s");
    }
  }
}
