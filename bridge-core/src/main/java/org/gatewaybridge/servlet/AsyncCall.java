package org.gatewaybridge.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/** One request that is answered on a thread of an {@link Execution}. */
final class AsyncCall implements AsyncListener, Runnable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final String FAILURE = AsyncCall.class.getName() + ".failure";

  private final Execution execution;
  private final AsyncContext async;
  private final Exchange exchange;
  private final Runnable call;
  private final Runnable refusal;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Thread thread;

  AsyncCall(
      Execution execution, AsyncContext async, Exchange exchange, Runnable call, Runnable refusal) {
    this.execution = execution;
    this.async = async;
    this.exchange = exchange;
    this.call = call;
    this.refusal = refusal;
  }

  /**
   * Throws what the call of a request has thrown on another thread, if the request is back for
   * that.
   */
  static void rethrow(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      Object failure = request.getAttribute(FAILURE);
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) { // ResponseAborted, as a rule
        throw exception;
      }
    }
  }

  /** Has another thread answer the request, or refuses it on this one if no other is free. */
  void execute() {
    try {
      execution.execute(this);
    } catch (RejectedExecutionException | OutOfMemoryError full) { // or no thread can be made
      refuse();
    }
  }

  /** Answers the request on a thread of the deployment's own. */
  @Override
  public void run() {
    execution.enterThread();
    answer(() -> exchange.container().run(exchange.request(), call));
  }

  /** Answers the request for a call that no thread has begun. */
  void refuse() {
    answer(refusal);
  }

  private void answer(Runnable by) {
    thread = Thread.currentThread();
    Throwable failure = null;
    try {
      by.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (!end(failure)) {
      execution.leaveBehind(-1);
    }
  }

  /** Ends the request while the call's thread hangs in it. */
  void abandon(@Nullable Throwable failure) {
    execution.leaveBehind(1);
    if (!end(failure)) {
      execution.leaveBehind(-1);
    }
  }

  /**
   * Ends the response, or comes back to a thread of the container to throw: thrown here, nobody
   * would break the connection off (docs/decisions/execution.md).
   *
   * @return false if it had ended before: request and response may be another's now
   */
  private boolean end(@Nullable Throwable failure) {
    if (ended.getAndSet(true)) {
      return false;
    }
    try {
      if (failure == null) {
        async.complete();
      } else {
        async.getRequest().setAttribute(FAILURE, failure);
        async.dispatch();
      }
    } catch (RuntimeException gone) {
      LOG.log(Level.DEBUG, "The container had ended the request", LoggedFailure.of(gone));
    }
    over.countDown();
    return true;
  }

  /** Keeps the container from reusing request and response while the app may use them. */
  @Override
  public void onError(AsyncEvent event) {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      over.await(); // gateway.timeout ends a call that makes no progress
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
