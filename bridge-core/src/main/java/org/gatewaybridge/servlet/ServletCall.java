package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.middleware.StaticFiles;

/** One request on its way through a deployment: who answers it, and on which thread. */
final class ServletCall {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private final Deployment deployment;
  private final Exchange exchange;
  private final AppCall call;

  private ServletCall(Deployment deployment, Exchange exchange) {
    this.deployment = deployment;
    this.exchange = exchange;
    this.call = new AppCall(deployment, exchange);
  }

  /** Answers a request, or hands it over to the thread that will. */
  static void start(
      Deployment deployment, HttpServletRequest request, HttpServletResponse response) {
    if (deployment.threads().areOwn()) {
      AsyncCall.rethrow(request);
    }
    if (!BreakOff.hasHappened(request)) { // Tomcat includes an error page in such a response
      new ServletCall(deployment, new Exchange(request, response, deployment.context())).answer();
    }
  }

  /** Goes through the stages in order, until one of them answers the request. */
  private void answer() {
    boolean answered =
        isAnsweredByGateway()
            || isAnsweredByFile()
            || isAnsweredOnThreadOfDeployment()
            || isAnsweredOnThreadForSlowClients();
    if (!answered) {
      call.runHere();
    }
  }

  /** Refuses a request, or answers a health check; else makes the environ. */
  private boolean isAnsweredByGateway() {
    Dispatch dispatch = Dispatch.of(exchange.request());
    if (dispatch.isInclude()) {
      exchange.include();
    }
    RequestPath path = dispatch.path(deployment.context().contextPath());
    if (path == null) {
      LOG.log(
          Level.DEBUG, () -> exchange + " is answered 400, for its path is unclear: " + dispatch);
    }
    FixedAnswer own = deployment.ownAnswers().to(exchange.request(), path);
    if (path != null && own == null) {
      dispatch.tell(call.answer().environ(path));
      return false;
    }
    call.answer().give(own == null ? FixedAnswer.BAD_REQUEST : own);
    return true;
  }

  /** Serves a file of {@code gateway.static}. */
  private boolean isAnsweredByFile() {
    StaticFiles files = deployment.files();
    return files != null && isAnsweredBy(files, Dispatch.of(exchange.request()));
  }

  private boolean isAnsweredBy(StaticFiles files, Dispatch dispatch) {
    ServletAnswer answer = call.answer();
    GatewayApp file = dispatch.file(files, answer.environ());
    if (file == null) {
      return false;
    }
    call.call(file);
    dispatch.withoutConditions(answer.environ());
    if (dispatch.isErrorPage()) {
      answer.container().keepStatus();
    }
    call.runHere();
    return true;
  }

  /** Calls the app where {@code gateway.execution} says, if that is not the container's thread. */
  private boolean isAnsweredOnThreadOfDeployment() {
    Execution execution = deployment.threads().execution();
    if (execution == null
        || SocketRequest.isAsked(exchange) // the upgrade needs the container's thread
        || !execution.takes(exchange.request(), exchange.response())) {
      return false;
    }
    if (deployment.threads().areClosing()) {
      call.answer().give(FixedAnswer.SERVICE_UNAVAILABLE);
    } else {
      call.runOn(execution, () -> call.answer().give(FixedAnswer.SERVICE_UNAVAILABLE));
    }
    return true;
  }

  /** Calls the app where a client that sends its body slowly holds no container's thread. */
  private boolean isAnsweredOnThreadForSlowClients() {
    Execution slow = deployment.threads().slowClients();
    if (slow == null || !AwaitedBody.isOf(exchange.request()) || !call.mayMove()) {
      return false;
    }
    call.runOn(slow, call::runHere);
    return true;
  }
}
