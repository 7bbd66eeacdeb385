package org.gatewaybridge.servlet;

import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.GatewayCall;
import org.gatewaybridge.engine.ResponseAborted;
import org.gatewaybridge.timeouts.CallProgress;
import org.jspecify.annotations.Nullable;

/** One call of the app, on this thread or another, from its start to the end of its response. */
final class AppCall implements Runnable, CallProgress.Abandoned {
  private final Deployment deployment;
  private final ServletAnswer answer;
  private GatewayApp app;
  private boolean hasTurn;
  private @Nullable AsyncCall async;
  private @Nullable GatewayCall rest; // what another thread goes on with
  private volatile @Nullable ResponseAborted cutLate;

  AppCall(Deployment deployment, Exchange exchange) {
    this.deployment = deployment;
    this.answer = new ServletAnswer(exchange, this, deployment.listeners());
    this.app = deployment.app();
  }

  ServletAnswer answer() {
    return answer;
  }

  private CallThreads threads() {
    return deployment.threads();
  }

  private Exchange exchange() {
    return answer.exchange();
  }

  /** Calls a file instead of the app. */
  void call(GatewayApp file) {
    app = file;
  }

  // --- on which thread ---

  /** Answers on this thread, or begins to. */
  void runHere() {
    try {
      threads().calls().run(answer.sink(), this);
    } finally {
      if (rest == null) {
        end();
      }
    }
    ResponseAborted late = cutLate;
    if (late != null) {
      throw late;
    }
  }

  /**
   * Answers on another thread.
   *
   * @param refusal answers on this one if no other is free
   */
  void runOn(Execution other, Runnable refusal) {
    leaveTo(other, this::runHere, refusal);
  }

  private void leaveTo(Execution other, Runnable call, Runnable refusal) {
    answer.environ().leave();
    exchange().leave();
    AsyncCall started = other.begin(exchange(), call, refusal);
    async = started;
    started.execute();
  }

  /** Whether the call, or the rest of it, may go to a thread that slow clients may hold. */
  boolean mayMove() {
    Execution slow = threads().slowClients();
    return slow != null
        && async == null
        && answer.sink().isRunning() // else an interrupt is due, which must not stay here
        && (app != deployment.app() || threads().isAppOnAnyThread()) // a file is on any
        && !threads().areClosing()
        && slow.takes(exchange().request(), exchange().response());
  }

  // --- the call itself ---

  /** Calls the app, visible to the watchdog. */
  @Override
  public void run() {
    if (async == null && threads().areClosing()) {
      answer.send(FixedAnswer.SERVICE_UNAVAILABLE);
      return;
    }
    AppTurns turns = threads().turns();
    if (turns != null && app == deployment.app() && !turns.has(exchange().request())) {
      hasTurn = turns.take(answer.sink(), Execution.isNested(exchange().request()));
      if (hasTurn) { // given back whatever happens from here on
        turns.mark(exchange().request());
      }
      if (!hasTurn || !answer.sink().isRunning()) { // the deployment has ended meanwhile
        if (answer.sink().end()) {
          answer.send(FixedAnswer.SERVICE_UNAVAILABLE);
        }
        return;
      }
    }
    answer.sink().callsApp();
    Execution slow = threads().slowClients();
    GatewayCall begun =
        GatewayCall.begin(
            app,
            answer.environ(),
            answer.sink(),
            answer.isToHead(),
            deployment.lenient(),
            slow == null ? null : this::mayMove);
    rest = begun;
    if (begun != null && slow != null) {
      leaveTo(slow, () -> goOn(begun), () -> goOn(begun));
    }
  }

  /** Goes on on this thread, where another has begun. */
  private void goOn(GatewayCall begun) {
    answer.sink().movesHere();
    try {
      threads().calls().run(answer.sink(), begun::goOn);
    } finally {
      end();
    }
  }

  // --- the end ---

  private void end() {
    if (answer.sink().end()) {
      try {
        answer.tell();
      } finally {
        release();
      }
    }
  }

  private void release() {
    AppTurns turns = threads().turns();
    try {
      if (turns != null && hasTurn) {
        turns.release(exchange().request());
      }
    } finally {
      answer.end();
    }
  }

  @Override
  public void answerElsewhere() {
    ResponseAborted cut = answer.sendTimeout(this);
    try {
      answer.tellOfTimeout();
    } finally {
      giveUp(cut);
    }
  }

  private void giveUp(@Nullable ResponseAborted cut) {
    AsyncCall begun = async;
    try {
      release();
    } finally {
      if (begun == null) {
        cutLate = cut; // the container cuts when its thread is back
      } else {
        begun.abandon(cut);
      }
    }
  }
}
