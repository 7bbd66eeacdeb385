package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * Waits {@code X-Patience} milliseconds for another call of this app at the same time, and answers
 * "met" or "alone".
 */
final class Meeting implements GatewayApp {
  private int inside;
  private int meetings;

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws InterruptedException {
    long millis = Long.parseLong(Given.value(environ, "HTTP_X_PATIENCE").toString());
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    return Bodies.of(meets(millis) ? "met" : "alone", US_ASCII);
  }

  private synchronized boolean meets(long millis) throws InterruptedException {
    inside++;
    try {
      int before = meetings;
      if (inside > 1) {
        meetings++;
        notifyAll();
      }
      long deadline = System.nanoTime() + millis * 1_000_000;
      for (long left = millis; meetings == before && left > 0; ) {
        wait(left);
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
      return meetings > before;
    } finally {
      inside--;
    }
  }
}
