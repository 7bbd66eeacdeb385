package org.gatewaybridge.websocket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gatewaybridge.api.WebSocket;
import org.gatewaybridge.api.WebSocketApp;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/** A WebSocket for an app that waits: events are kept for it, a few at a time. */
final class BlockingSocket implements WebSocket, SocketEvents, Runnable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private final WebSocketApp app;
  private final SocketThreads threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReentrantLock sendLock = new ReentrantLock(true);
  private final SocketQueue waiting = new SocketQueue();
  private @Nullable SocketSession session;
  private volatile @Nullable End end;
  private boolean placeTaken;

  private record End(int code, String reason) {}

  BlockingSocket(WebSocketApp app, SocketThreads threads) {
    this.app = app;
    this.threads = threads;
  }

  boolean takePlace() {
    placeTaken = threads.takePlace();
    return placeTaken;
  }

  // --- events ---

  @Override
  public void opened(SocketSession opened) {
    session = opened;
    placeTaken = false; // the thread gives it back
    threads.startApp(this);
  }

  @Override
  public void message(WebSocketMessage message) throws InterruptedException {
    lock.lock();
    try {
      while (!waiting.hasRoom() && end == null) {
        changed.await();
      }
      if (end == null) {
        waiting.add(message, session());
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closed(int code, String reason) {
    lock.lock();
    try {
      end = new End(code, reason);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (placeTaken) {
      placeTaken = false;
      threads.freePlace();
    }
  }

  // --- the app ---

  @Override
  public void run() {
    try {
      app.run(this);
      session().close(CloseCodes.NORMAL, "");
    } catch (Throwable failure) {
      boolean late = end != null && (failure instanceof IOException || isInterrupt(failure));
      LoggedFailure.log(
          LOG,
          late ? Level.DEBUG : Level.ERROR,
          () -> session() + ": its WebSocket's app failed",
          failure);
      session().close(CloseCodes.FAILED, "");
    }
  }

  private static boolean isInterrupt(Throwable failure) {
    return failure instanceof InterruptedException;
  }

  private SocketSession session() {
    SocketSession opened = session;
    if (opened == null) {
      throw new IllegalStateException("The WebSocket is not open");
    }
    return opened;
  }

  @Override
  public @Nullable WebSocketMessage receive() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && end == null) {
        changed.await();
      }
      WebSocketMessage message = waiting.take(session());
      changed.signalAll();
      return message;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void send(WebSocketMessage message) throws IOException {
    sendLock.lock();
    try {
      Sending sending = new Sending();
      session().send(message, sending);
      sending.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      session().close(CloseCodes.GOING_AWAY, "");
      throw new InterruptedIOException("Interrupted while a message was sent; it may arrive");
    } finally {
      sendLock.unlock();
    }
  }

  @Override
  public void close(int code, String reason) throws IOException {
    CloseCodes.check(code, reason);
    session().close(code, reason);
    lock.lock();
    try {
      waiting.clear();
      while (end == null) { // so that whoever asks is told
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the WebSocket was closed");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int closeCode() {
    End known = end;
    return known == null ? -1 : known.code();
  }

  @Override
  public String closeReason() {
    End known = end;
    return known == null ? "" : known.reason();
  }
}
