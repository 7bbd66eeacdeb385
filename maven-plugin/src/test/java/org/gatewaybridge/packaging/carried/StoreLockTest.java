package org.gatewaybridge.packaging.carried;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {
  private static final int THREADS = 4;

  @Test
  void modulesOfOneMavenWorkOneAfterAnother(@TempDir Path folder) throws Exception {
    AtomicInteger working = new AtomicInteger();
    List<Integer> seen = new ArrayList<>(); // guarded by the lock itself
    ExecutorService modules = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(modules.submit(() -> work(folder, working, seen)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      modules.shutdownNow();
    }

    assertThat(seen).hasSize(THREADS).containsOnly(1);
  }

  private static Void work(Path folder, AtomicInteger working, List<Integer> seen)
      throws IOException {
    StoreLock.during(
        folder,
        message -> {
          throw new AssertionError(message);
        },
        alone -> {
          assertThat(alone).isTrue();
          seen.add(working.incrementAndGet());
          working.decrementAndGet();
        });
    return null;
  }
}
