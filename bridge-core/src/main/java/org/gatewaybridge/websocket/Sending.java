package org.gatewaybridge.websocket;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The wait for a message to be sent. */
final class Sending implements Consumer<@Nullable Throwable> {
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  @Override
  public void accept(@Nullable Throwable told) {
    failure = told;
    over.countDown();
  }

  /**
   * Waits for the end.
   *
   * @throws IOException if the message was not sent
   */
  void await() throws IOException, InterruptedException {
    if (over.getCount() > 0) { // mostly it was sent at once
      over.await();
    }
    Throwable told = failure;
    if (told != null) {
      throw new IOException("The WebSocket has been closed, or its client is gone", told);
    }
  }
}
