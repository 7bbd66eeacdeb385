package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * {@code /N} sends N events, one a second, each {@code @}, the instant of {@link System#nanoTime}
 * when it was due, and a newline.
 */
public final class StreamingApp implements GatewayApp {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Made by the bridge, by its name. */
  public StreamingApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    int number = Integer.parseInt(String.valueOf(environ.get(EnvironKeys.PATH_INFO)).substring(1));
    startResponse.start("200 OK", Headers.of("Content-Type", "text/event-stream"));
    return () -> events(number);
  }

  private static Iterator<byte[]> events(int number) {
    return new Iterator<>() {
      private final long end = System.nanoTime() + number * SECOND;
      private int left = number;

      @Override
      public boolean hasNext() {
        return left > 0;
      }

      @Override
      public byte[] next() {
        if (left == 0) {
          throw new NoSuchElementException();
        }
        left--;
        long due = end - left * SECOND;
        try {
          TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
        return ("@" + due + "\n").getBytes(US_ASCII);
      }
    };
  }
}
