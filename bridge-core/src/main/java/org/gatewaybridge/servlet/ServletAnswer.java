package org.gatewaybridge.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.ResponseAborted;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.monitoring.Listeners;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.timeouts.CallFigures;
import org.gatewaybridge.timeouts.CallProgress;
import org.gatewaybridge.timeouts.WatchedSink;
import org.jspecify.annotations.Nullable;

/** The answer to one request: where it is sent, and who is told of it. */
final class ServletAnswer {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  /** The container reads no further request on the connection while the call's thread hangs. */
  private static final FixedAnswer LAST_ON_CONNECTION =
      FixedAnswer.of(504, FixedAnswer.GATEWAY_TIMEOUT.text(), "Connection", "close");

  private final Exchange exchange;
  private final ServletResponseSink container;
  private final WatchedSink sink;
  private final boolean toHead;
  private final @Nullable Listeners listeners;
  private @Nullable ServletEnviron environ;
  private @Nullable WatchedSink timeout; // what took the place of the sink

  /**
   * Makes the answer to a request.
   *
   * @param abandoned answers it if its thread hangs
   * @param listeners null where nobody listens to requests
   */
  ServletAnswer(
      Exchange exchange, CallProgress.Abandoned abandoned, @Nullable Listeners listeners) {
    this.exchange = exchange;
    this.listeners = listeners;
    container = new ServletResponseSink(exchange);
    sink = new WatchedSink(container, abandoned, listeners == null ? null : new CallFigures());
    toHead = exchange.request().getMethod().equals("HEAD");
  }

  /** Returns what is answered. */
  Exchange exchange() {
    return exchange;
  }

  /** Returns where the app's answer is sent. */
  WatchedSink sink() {
    return sink;
  }

  /** Returns the sink inside that one. */
  ServletResponseSink container() {
    return container;
  }

  /** Whether the request's method is HEAD. */
  boolean isToHead() {
    return toHead;
  }

  /** Makes the environ that the app gets. */
  ServletEnviron environ(RequestPath path) {
    ServletEnviron made = new ServletEnviron(path, exchange, sink);
    environ = made;
    return made;
  }

  /** Returns the environ that the app gets; one that nobody has changed if there is none. */
  ServletEnviron environ() {
    ServletEnviron made = environ;
    return made == null ? unchangedEnviron() : made;
  }

  private ServletEnviron unchangedEnviron() {
    RequestPath root = new RequestPath(exchange.context().contextPath(), "");
    return new ServletEnviron(root, exchange, sink);
  }

  /** Sends an answer of the gateway's own, and tells the listeners. */
  void give(FixedAnswer own) {
    try {
      send(own);
    } finally {
      tell(unchangedEnviron(), sink);
    }
  }

  /** Sends an answer of the gateway's own. */
  void send(FixedAnswer own) {
    if (container.startOver(false) || (own.isOk() && exchange.isIncluded())) {
      own.send(sink, toHead);
    } else { // an include: what its page becomes is for the includer
      container.abort();
    }
  }

  /**
   * Answers on another thread, while the call's own hangs: sends 504, or cuts the connection.
   *
   * @return what the container has to be thrown so that it cuts the connection; null if nothing
   */
  @Nullable ResponseAborted sendTimeout(CallProgress.Abandoned abandoned) {
    ResponseAborted cut = null;
    try {
      if (sink.status() == 0 && container.startOver(false)) {
        WatchedSink other = new WatchedSink(container, abandoned, sink.figures());
        timeout = other;
        FixedAnswer answer =
            exchange.holdsConnection() ? LAST_ON_CONNECTION : FixedAnswer.GATEWAY_TIMEOUT;
        answer.send(other, toHead);
      } else {
        container.abort();
      }
    } catch (ResponseAborted aborted) {
      cut = aborted;
    } catch (Throwable failure) { // such as after the app's own getWriter
      LOG.log(
          Level.ERROR, "A call that hangs could not be answered for", LoggedFailure.of(failure));
      cut = new ResponseAborted("a call that hangs");
    }
    return cut;
  }

  /** Tells the listeners of that answer. */
  void tellOfTimeout() {
    tell(unchangedEnviron(), timeout == null ? sink : timeout);
  }

  /** Tells the listeners of the app's answer. */
  void tell() {
    tell(environ(), sink);
  }

  private void tell(ServletEnviron seen, WatchedSink answer) {
    CallFigures figures = answer.figures();
    if (listeners != null && figures != null) {
      boolean elsewhere = answer.status() == 0 && container.isAnswered();
      int status = elsewhere ? exchange.statusElsewhere() : answer.status();
      listeners.answered(
          new Answered(seen, status, figures.bytes(), figures.nanos(), figures.nanosToHead()));
    }
  }

  /** Ends the app's use of the request. */
  void end() {
    if (environ != null) {
      environ.end();
    }
    exchange.end();
  }
}
