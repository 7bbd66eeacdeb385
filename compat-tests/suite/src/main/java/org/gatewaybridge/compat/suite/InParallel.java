package org.gatewaybridge.compat.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs callers at once, on threads that end with the call. */
public final class InParallel {
  private InParallel() {}

  /** What one of the callers does, by its number. */
  public interface Task<T> {
    T call(int number) throws Exception;
  }

  /** Runs so many tasks, so many of them at a time, and returns what they return, in order. */
  public static <T> List<T> all(int tasks, int threads, Task<T> task) throws Exception {
    return all(tasks, threads, Duration.ofMinutes(1), task);
  }

  /** Does the same, for as long as that. */
  public static <T> List<T> all(int tasks, int threads, Duration atMost, Task<T> task)
      throws Exception {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      int number = i;
      calls.add(() -> task.call(number));
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(calls, atMost.toSeconds(), TimeUnit.SECONDS)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure; // as if it had been asked on this thread
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }
}
