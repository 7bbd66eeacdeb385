package org.gatewaybridge.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.gatewaybridge.engine.ClientGone;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.servlet.container.ServletContainer;
import org.gatewaybridge.timeouts.CallProgress;
import org.gatewaybridge.websocket.HandshakeRefused;
import org.jspecify.annotations.Nullable;

/** One request and its response, with what is made for them once: the id, the body, the session. */
final class Exchange {
  private static final String LEFT = Exchange.class.getName() + ".left";

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ExchangeContext context;
  private @Nullable String id;
  private @Nullable RequestInput input;
  private @Nullable Handed handed;
  private boolean sessionChanged;
  private boolean clientGone;
  private ResponseUse use = ResponseUse.RESPONSE;

  Exchange(HttpServletRequest request, HttpServletResponse response, ExchangeContext context) {
    this.request = request;
    this.response = response;
    this.context = context;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  ExchangeContext context() {
    return context;
  }

  ServletContainer container() {
    return context.container();
  }

  /** Returns the id under which the log names this request. */
  String id() {
    String made = id;
    if (made == null) {
      made = context.ids().next();
      id = made;
    }
    return made;
  }

  /** Returns the method, the path and the id for a log line, with control characters escaped. */
  @Override
  public String toString() {
    String named = " [" + id() + "]";
    try {
      return Escaped.text(request.getMethod() + " " + request.getRequestURI() + named);
    } catch (IllegalStateException ended) { // by the container, while a call goes on
      return "A request that has ended" + named;
    }
  }

  /**
   * Returns the request's body, the same stream each time.
   *
   * @param progress records that a read waits for the client
   */
  RequestInput input(CallProgress progress) {
    RequestInput made = input;
    if (made == null) {
      made = new RequestInput(this, progress);
      input = made;
    }
    return made;
  }

  /** Returns the answer to a failure of the app, which depends on whether the request caused it. */
  FixedAnswer answerTo(Throwable failure) {
    if (failure instanceof HandshakeRefused refused) {
      return refused.answer();
    }
    try {
      return input == null ? FixedAnswer.INTERNAL_SERVER_ERROR : input.answerTo(failure);
    } catch (Throwable second) { // the failure is asked for its causes; its class is the app's
      return FixedAnswer.INTERNAL_SERVER_ERROR;
    }
  }

  /**
   * Returns the client's session as a map.
   *
   * @param open returns the request; throws once the environ has ended
   */
  ServletSession session(Supplier<HttpServletRequest> open) {
    return new ServletSession(open, response::isCommitted, () -> sessionChanged = true);
  }

  /** Whether the app has changed the client's session. */
  boolean sessionChanged() {
    return sessionChanged;
  }

  /**
   * Returns the request and the response for the app, the same each time.
   *
   * @param progress records that a method may wait for the client
   */
  Handed handed(CallProgress progress) {
    Handed made = handed;
    if (made == null) {
      made = Handed.of(request, response, progress);
      handed = made;
    }
    return made;
  }

  /** Whether a filter may want to see the answer, or keep it until the servlet returns. */
  boolean isWrapped() {
    return response instanceof ServletResponseWrapper;
  }

  /** Records that the answer will be given on another thread. */
  void leave() {
    request.setAttribute(LEFT, true); // seen by dispatches of the app's own as well
  }

  /** Whether the next request of the connection waits for the thread of this one. */
  boolean holdsConnection() {
    return request.getAttribute(LEFT) == null
        && request.getProtocol().startsWith("HTTP/1") // others have streams
        && !container().readsOnBeforeReturn();
  }

  /** Makes the response a part of another one (Servlet 9.3). */
  void include() {
    use = ResponseUse.PART_OF_ANOTHER; // kept, whatever the request says after a dispatch
  }

  /** Whether the response becomes a part of another one. */
  boolean isIncluded() {
    return use == ResponseUse.PART_OF_ANOTHER;
  }

  /** Records that the connection has become a WebSocket. */
  void upgrade() {
    use = ResponseUse.WEBSOCKET;
  }

  /** Returns true; throws if there is no response to begin any more. */
  boolean beginHead() {
    return use.mayHaveHead();
  }

  boolean isUpgraded() {
    return use == ResponseUse.WEBSOCKET;
  }

  /** Whether an app that has given no head has answered by the servlet's own means. */
  boolean isAnswered() {
    return isUpgraded()
        || (handed != null && handed.response().isUsed())
        || (response.isCommitted() && !isIncluded())
        || isAppsOwnAsync();
  }

  /** Returns the status of an answer that was given elsewhere. */
  int statusElsewhere() {
    return isUpgraded() ? HttpServletResponse.SC_SWITCHING_PROTOCOLS : response.getStatus();
  }

  /** Whether the app itself has begun an asynchronous answer, which may outlive its call. */
  private boolean isAppsOwnAsync() {
    // Undertow says no as soon as another thread has completed it.
    return (handed != null && handed.request().hasBegunAsync())
        || (request.isAsyncStarted() && request.getAttribute(LEFT) == null);
  }

  /**
   * Makes room for another answer.
   *
   * @param begun whether the response has taken the head
   * @param headBegun whether it has taken a part of the head at least
   * @return false if the client may have seen something, or the answer is not this call's to give
   */
  boolean startOver(boolean begun, boolean headBegun) {
    boolean possible =
        !isIncluded() && (begun ? isWrapped() && !response.isCommitted() : !isAnswered());
    if (possible && (begun || headBegun)) {
      response.reset(); // a head that a container has refused in part is no part of the answer
    } else if (possible) {
      response.resetBuffer(); // what a filter has written before the app is no part of the answer
    }
    return possible;
  }

  /** Sends what the response's stream has taken. */
  void flush(ServletOutputStream out) throws IOException {
    boolean first = !isWrapped() && !response.isCommitted();
    out.flush();
    if (first) {
      response.flushBuffer(); // Open Liberty's stream commits at its first flush, and sends nothing
    }
  }

  /** Sends the head of the response. */
  void commit() throws ClientGone {
    try {
      response.flushBuffer();
    } catch (IOException | RuntimeException e) {
      throw gone(e);
    }
  }

  /** Records that a write has failed; throws what a container refuses, or a filter's failure. */
  ClientGone gone(Exception cause) {
    Throwable refusal = cause instanceof RuntimeException ? cause : cause.getCause(); // Jetty wraps
    if (refusal instanceof RuntimeException unchecked
        && (isWrapped() || !container().hasLostStream(unchecked, request))) {
      throw unchecked;
    }
    clientGone = true;
    return new ClientGone(cause);
  }

  /** Whether the client is known to take no more bytes. */
  boolean isClientGone() {
    return clientGone;
  }

  /** Ends the app's use of the request and of its response. */
  void end() {
    if (input != null) {
      input.end();
    }
    if (handed != null && !isAppsOwnAsync()) {
      handed.end();
    }
  }
}
