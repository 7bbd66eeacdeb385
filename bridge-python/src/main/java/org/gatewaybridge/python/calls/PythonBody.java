package org.gatewaybridge.python.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.gatewaybridge.python.buffers.Spool;
import org.jspecify.annotations.Nullable;

/**
 * A response body that is sent while Python makes it. Its call ends with the last chunk; closing it
 * before that breaks the response off.
 *
 * <p>The request's thread takes each chunk from the source and sends it. While a slow client blocks
 * it, a helper thread may take over the source, once or several times. The helper collects the rest
 * of the response, so that the worker is free, and the request's thread goes on with that.
 */
final class PythonBody implements Iterable<byte[]>, AutoCloseable {
  /** The request's thread uses the source. */
  private static final Object AT_SOURCE = new Object();

  /** The request's thread is sending: a helper may take over. */
  private static final Object SENDING = new Object();

  private final PythonCall call;
  private final AnswerSource source;
  private final SlowClients slowClients;

  /** Who may use the source: one of the above, or the {@link Collected} of a helper. */
  private final AtomicReference<Object> turn = new AtomicReference<>(AT_SOURCE);

  private volatile long sendingSince;
  private byte @Nullable [] next;
  private boolean watched;
  private boolean ended;

  PythonBody(PythonCall call, AnswerSource source, SlowClients slowClients) {
    this.call = call;
    this.source = source;
    this.slowClients = slowClients;
  }

  /** Returns the rest of the chunks; the body can be read only once. */
  @Override
  public Iterator<byte[]> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return hasMore();
      }

      @Override
      public byte[] next() {
        if (!hasMore()) {
          throw new NoSuchElementException();
        }
        return take();
      }
    };
  }

  private boolean hasMore() {
    if (next == null && !ended) {
      boolean failed = true;
      try {
        next = read();
        failed = false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        if (failed || next == null) {
          stop();
        }
      }
    }
    return next != null;
  }

  private byte[] take() {
    byte[] chunk = next;
    next = null;
    if (turn.get() == AT_SOURCE && call.hasInput()) {
      sendingSince = System.nanoTime();
      turn.set(SENDING);
      if (!watched) {
        watched = true;
        slowClients.add(this);
      }
    }
    return chunk == null ? new byte[0] : chunk;
  }

  private byte @Nullable [] read() throws IOException {
    if (!turn.compareAndSet(SENDING, AT_SOURCE) && turn.get() instanceof Collected collected) {
      byte[] chunk = collected.take();
      if (chunk != null || collected.isWhole()) {
        return chunk;
      }
      collected.close(); // there was no room for more of it
      turn.set(AT_SOURCE);
    }
    return ask();
  }

  private byte @Nullable [] ask() throws IOException {
    byte[] chunk = source.next();
    if (chunk == null) {
      call.end();
    }
    return chunk;
  }

  /** Lets a helper take over if the client has been slow for that long. */
  void collectIfSlow(long now, long slow, Executor helpers) {
    if (turn.get() != SENDING || now - sendingSince < slow) {
      return;
    }
    Collected collected = new Collected(Spool.ofAnswer(call.services().buffers()));
    call.share();
    if (!turn.compareAndSet(SENDING, collected)) {
      return;
    }
    try {
      helpers.execute(() -> collect(collected));
    } catch (RejectedExecutionException
        | OutOfMemoryError e) { // the app ends, or no thread can be created
      collected.handBack();
    }
  }

  private void collect(Collected to) {
    try {
      while (to.add(ask())) {
        // until the response ends or the room is used up
      }
    } catch (IOException | RuntimeException | Error e) {
      call.end();
      to.fail(e);
    }
  }

  private void stop() {
    ended = true;
    turn.compareAndSet(SENDING, AT_SOURCE); // so that no helper takes over
    if (watched) {
      slowClients.remove(this);
    }
    if (turn.get() instanceof Collected collected && collected.stop()) {
      call.breakOff(); // a helper uses the slot
    } else {
      call.end();
    }
    source.close();
  }

  @Override
  public void close() {
    if (!ended) {
      stop();
    }
  }
}
