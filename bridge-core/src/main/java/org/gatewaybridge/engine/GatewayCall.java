package org.gatewaybridge.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * One call of an app: the app is called, its head held back, its chunks sent, its body closed.
 *
 * <p>It lives on the request's thread; a call that goes on elsewhere lives on two threads, one
 * after the other.
 */
public final class GatewayCall {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private final AppResponse response;
  private @Nullable AppBody body;

  private GatewayCall(AppResponse response) {
    this.response = response;
  }

  /**
   * Answers one request, or begins to: where so much of the body follows that a slow client would
   * hold the thread up, another may send it.
   *
   * @param toHead whether the request's method is HEAD
   * @param dropHopByHop whether hop-by-hop response headers are left out instead of refused
   * @param mayMove returns, when it comes to that, whether another may; null if none may
   * @return null if the body has been closed; else the call, which another thread lets {@link
   *     #goOn}
   * @throws ResponseAborted if the server has to break the connection off
   */
  public static @Nullable GatewayCall begin(
      GatewayApp app,
      Map<String, Object> environ,
      ResponseSink sink,
      boolean toHead,
      boolean dropHopByHop,
      @Nullable BooleanSupplier mayMove) {
    GatewayCall call = new GatewayCall(new AppResponse(sink, toHead, dropHopByHop));
    return call.call(app, environ, toHead ? null : mayMove) ? null : call;
  }

  /**
   * Sends the rest of the body; returns when it has been closed.
   *
   * @throws ResponseAborted if the server has to break the connection off
   */
  public void goOn() {
    AppBody begun = body;
    if (begun != null) {
      send(begun);
    }
  }

  private boolean call(
      GatewayApp app, Map<String, Object> environ, @Nullable BooleanSupplier mayMove) {
    AppBody returned;
    try {
      returned = new AppBody(app.call(environ, response), response, mayMove);
    } catch (Throwable e) {
      response.appReturns();
      end(e, false);
      return true;
    }
    response.appReturns();
    body = returned;
    return send(returned);
  }

  /** Sends the body; returns whether the call has ended with it. */
  private boolean send(AppBody of) {
    Throwable failure = null;
    boolean whole = false;
    try {
      if (!of.isSent()) {
        return false;
      }
      whole = isAnsweredElsewhere() || response.end();
    } catch (Throwable e) {
      failure = e;
    }
    end(failure, whole);
    return true;
  }

  private void end(@Nullable Throwable failure, boolean sentWhole) {
    boolean whole = sentWhole;
    // Before a failure is answered: if this hangs, the watchdog still has the answer to give.
    if (body != null) {
      body.close();
    }
    if (failure != null) {
      whole = answerFailure(failure);
    } else if (!whole) {
      whole = answerInstead(FixedAnswer.INTERNAL_SERVER_ERROR);
    }
    if (!whole) {
      response.sink().abort();
    }
  }

  /** Whether an app that has sent nothing has had the request answered by other means. */
  private boolean isAnsweredElsewhere() {
    return !response.isStarted() && response.sink().isAnswered();
  }

  /** Answers a failure; returns whether what the client gets is whole. */
  private boolean answerFailure(Throwable failure) {
    if (response.sink().clientGone()) {
      LoggedFailure.log(
          LOG, Level.DEBUG, () -> response.sink().request() + ": the client is gone", failure);
      return true; // nobody is left to be misled
    }
    FixedAnswer answer = response.sink().answerTo(failure);
    if (answer == null) {
      return true;
    }
    Level level = answer == FixedAnswer.INTERNAL_SERVER_ERROR ? Level.ERROR : Level.DEBUG;
    LoggedFailure.log(LOG, level, () -> response.sink().request() + " failed", failure);
    return answerInstead(answer);
  }

  /** Gives another answer than the app's, if it is not too late; returns whether it could. */
  private boolean answerInstead(FixedAnswer answer) {
    boolean possible = response.sink().startOver(response.isHeadSent());
    if (possible) {
      answer.send(response.sink(), response.isToHead());
    }
    return possible;
  }
}
