package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.GatewayCall;
import org.gatewaybridge.engine.ResponseAborted;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.middleware.StaticFiles;
import org.gatewaybridge.monitoring.Listeners;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.timeouts.WatchedSink;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a deployment: answered by the gateway itself, or by the app on
 * this thread or another.
 */
final class ServletCall implements Runnable, BooleanSupplier, WatchedSink.Abandoned {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final String TURN = ServletCall.class.getName() + ".turn";

  private final Deployment deployment;
  private final ServletResponseSink container;
  private final WatchedSink sink;
  private final boolean toHead;
  private GatewayApp app;
  private boolean hasTurn;
  private @Nullable ServletEnviron environ;
  private Execution.@Nullable AsyncCall async;
  private @Nullable GatewayCall rest; // what another thread goes on with
  private volatile @Nullable ResponseAborted cutLate;

  ServletCall(Deployment deployment, HttpServletRequest request, HttpServletResponse response) {
    this.deployment = deployment;
    this.container = new ServletResponseSink(request, response, deployment);
    boolean heardOf = deployment.listeners() != null;
    this.sink = new WatchedSink(container, this, heardOf ? new WatchedSink.Figures() : null);
    this.app = deployment.app();
    this.toHead = request.getMethod().equals("HEAD");
  }

  /** Answers the request, or hands it over to the thread that will. */
  void start() {
    HttpServletRequest request = container.servletRequest();
    Execution execution = deployment.execution();
    Execution slow = deployment.slowClients();
    if (execution != null || slow != null) {
      Execution.letBy(request);
    }
    if (container.isBrokenOff()) {
      return; // Tomcat includes an error page in a response that it is about to cut
    }
    Dispatch dispatch = Dispatch.of(request);
    if (dispatch.isInclude()) {
      container.include();
    }
    RequestPath path = dispatch.path(deployment.contextPath());
    if (path == null) {
      LOG.log(
          Level.DEBUG,
          () -> container.request() + " is answered 400, for its path is unclear: " + dispatch);
    }
    FixedAnswer own = ownAnswer(request, path);
    if (path == null || own != null) {
      answer(own == null ? FixedAnswer.BAD_REQUEST : own);
      return;
    }
    ServletEnviron made = new ServletEnviron(path, container, sink);
    environ = made;
    dispatch.tell(made);
    StaticFiles files = deployment.files();
    GatewayApp file = files == null ? null : dispatch.file(files, made);
    if (file != null) {
      app = file;
      dispatch.withoutConditions(made);
      if (dispatch.isErrorPage()) {
        container.keepStatus();
      }
      answer();
      return;
    }
    if (execution != null && execution.takes(request, container.response())) {
      if (deployment.calls().isClosed()) {
        answer(FixedAnswer.SERVICE_UNAVAILABLE);
      } else {
        leaveTo(execution, made, this::answer, () -> answer(FixedAnswer.SERVICE_UNAVAILABLE));
      }
    } else if (slow != null && AwaitedBody.isOf(request) && getAsBoolean()) {
      leaveTo(slow, made, this::answer, this::answer);
    } else {
      answer();
    }
  }

  /** Has another thread go on with the request, or this one if there is none. */
  private void leaveTo(Execution other, ServletEnviron made, Runnable call, Runnable refusal) {
    made.leave();
    container.leave();
    Execution.AsyncCall started =
        other.begin(container.servletRequest(), container.response(), call, refusal);
    async = started;
    started.execute();
  }

  /** Whether the call, or the rest of it, may go to a thread that slow clients may hold. */
  @Override
  public boolean getAsBoolean() {
    Execution slow = deployment.slowClients();
    return slow != null
        && async == null
        && sink.isRunning() // else an interrupt is due, which must not stay with this thread
        && (app != deployment.app() || deployment.isOnAnyThread()) // a file is on any
        && !deployment.calls().isClosed()
        && slow.takes(container.servletRequest(), container.response());
  }

  private @Nullable FixedAnswer ownAnswer(HttpServletRequest request, @Nullable RequestPath path) {
    String method = request.getMethod();
    if (method.equals("TRACE") || method.equals("CONNECT")) {
      return FixedAnswer.METHOD_NOT_ALLOWED;
    }
    if (path == null || !deployment.guard().isSound(request)) {
      return FixedAnswer.BAD_REQUEST;
    }
    FixedAnswer health = deployment.healthAnswer(path.pathInfo());
    if (health != null) {
      return health;
    }
    long most = deployment.longestBody();
    return most > 0 ? refusal(request, most) : null;
  }

  private static @Nullable FixedAnswer refusal(HttpServletRequest request, long most) {
    try {
      return request.getContentLengthLong() > most ? FixedAnswer.CONTENT_TOO_LARGE : null;
    } catch (NumberFormatException beyondLong) { // Undertow's
      return FixedAnswer.BAD_REQUEST;
    }
  }

  private void answer(FixedAnswer own) {
    try {
      send(own);
    } finally {
      tell(facts(), sink);
    }
  }

  private void send(FixedAnswer own) {
    if (container.startOver(false) || (own.isOk() && container.isIncluded())) {
      own.send(sink, toHead);
    } else { // an include: what its page becomes is for the includer
      container.abort();
    }
  }

  /** Answers on this thread, or begins to. */
  private void answer() {
    try {
      deployment.calls().run(sink, this);
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

  /** Goes on on this thread, where another has begun. */
  private void goOn(GatewayCall begun) {
    sink.movesHere();
    try {
      deployment.calls().run(sink, begun::goOn);
    } finally {
      end();
    }
  }

  private void end() {
    if (sink.end()) {
      try {
        tell(seen(), sink);
      } finally {
        release();
      }
    }
  }

  /** Calls the app; what {@link #answer()} runs in sight of the watchdog. */
  @Override
  public void run() {
    if (async == null && deployment.calls().isClosed()) {
      send(FixedAnswer.SERVICE_UNAVAILABLE);
      return;
    }
    Semaphore turns = deployment.turns();
    HttpServletRequest request = container.servletRequest();
    // A call that includes or forwards to the app has its turn already.
    if (turns != null && app == deployment.app() && request.getAttribute(TURN) != turns) {
      turns.acquireUninterruptibly();
      hasTurn = true;
      request.setAttribute(TURN, turns);
      if (!sink.isRunning() && sink.end()) { // the deployment has ended meanwhile
        send(FixedAnswer.SERVICE_UNAVAILABLE);
        return;
      }
    }
    sink.callsApp();
    ServletEnviron seen = seen();
    Execution slow = deployment.slowClients();
    GatewayCall begun =
        GatewayCall.begin(
            app, seen, sink, toHead, deployment.options().lenient(), slow == null ? null : this);
    rest = begun;
    if (begun != null && slow != null) {
      leaveTo(slow, seen, () -> goOn(begun), () -> goOn(begun));
    }
  }

  private void release() {
    Semaphore turns = deployment.turns();
    if (turns != null && hasTurn) {
      container.servletRequest().removeAttribute(TURN);
      turns.release();
    }
    ServletEnviron ended = environ;
    if (ended != null) {
      ended.end();
    }
    container.end();
  }

  @Override
  public void answerElsewhere() {
    ResponseAborted cut = null;
    WatchedSink answer = sink;
    try {
      if (sink.status() == 0 && container.startOver(false)) {
        answer = new WatchedSink(container, this, sink.figures());
        FixedAnswer.GATEWAY_TIMEOUT.send(answer, toHead);
      } else {
        container.abort();
      }
    } catch (ResponseAborted aborted) {
      cut = aborted;
    } catch (Throwable failure) { // as after the app's own getWriter
      LOG.log(
          Level.ERROR, "A call that hangs could not be answered for", LoggedFailure.of(failure));
      cut = new ResponseAborted("a call that hangs");
    }
    try {
      tell(facts(), answer);
    } finally {
      giveUp(cut);
    }
  }

  private void giveUp(@Nullable ResponseAborted cut) {
    Execution.AsyncCall begun = async;
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

  private ServletEnviron seen() {
    ServletEnviron own = environ;
    return own == null ? facts() : own;
  }

  /** Returns an environ that nobody has changed, for a request whose own there is none of. */
  private ServletEnviron facts() {
    return new ServletEnviron(new RequestPath(deployment.contextPath(), ""), container, sink);
  }

  private void tell(ServletEnviron seen, WatchedSink answer) {
    Listeners listeners = deployment.listeners();
    WatchedSink.Figures figures = answer.figures();
    if (listeners != null && figures != null) {
      boolean elsewhere = answer.status() == 0 && container.isAnswered();
      int status = elsewhere ? container.response().getStatus() : answer.status();
      listeners.answered(
          new Answered(seen, status, figures.bytes(), figures.nanos(), figures.nanosToHead()));
    }
  }
}
