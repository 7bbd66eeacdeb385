package org.gatewaybridge.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import org.gatewaybridge.engine.GatewayCall;
import org.jspecify.annotations.Nullable;

/**
 * Runs a gateway app on a servlet container: the class that {@code web.xml} names.
 *
 * <p>Init parameters, of the servlet or the context:
 *
 * <ul>
 *   <li>{@code gateway.app}: the app, {@code com.acme.Hello} or {@code com.acme.Hello:app}; needed
 *   <li>{@code gateway.execution}: where calls run. {@code container}, the default: on the
 *       container's threads. {@code virtual} (Java 21 or newer): each on a virtual thread, so that
 *       slow clients hold none of the container's. {@code pool}: on threads of the deployment's
 *       own, {@code gateway.pool.size} of them (four a processor), where {@code gateway.pool.queue}
 *       more requests may wait (100) and any further one is answered 503
 *   <li>{@code gateway.graceful-timeout}: for how many seconds the end of the deployment waits for
 *       calls on such threads before it interrupts them; 30
 *   <li>{@code gateway.lint}: {@code true} checks app and gateway against the contract at every
 *       call
 *   <li>{@code gateway.lenient}: {@code true} drops hop-by-hop response headers instead of refusing
 *       them
 *   <li>{@code gateway.threads}: how many threads may be in the app at once; without it, any number
 *   <li>{@code gateway.trusted-proxies}: addresses and CIDR blocks of proxies whose {@code
 *       Forwarded} and {@code X-Forwarded-*} headers are believed; without it, none
 * </ul>
 *
 * <p>A system property of one of these names (but {@code gateway.app}), or else an environment
 * variable such as {@code GATEWAY_POOL_SIZE}, overrides the parameter. All other parameters are the
 * app's, and stand in its environ. Any method reaches the app but TRACE and CONNECT.
 */
public final class GatewayServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final String[] PLAIN_TEXT = {"Content-Type", "text/plain"};
  private static final String[] RETRY = {"Content-Type", "text/plain", "Retry-After", "1"};
  private static final String[] NOT_ALLOWED = {
    "Content-Type", "text/plain", "Allow", "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS"
  };

  private transient @Nullable Deployment deployment;

  /** Makes a servlet that knows its app after {@link #init()}. */
  public GatewayServlet() {}

  @Override
  public void init() throws ServletException {
    try {
      deployment = Deployment.of(InitParameters.of(getServletConfig()), getServletContext());
    } catch (UnavailableException wrong) {
      // Logged here too: of what is thrown, Tomcat logs only the root cause and Jetty nothing.
      LOG.log(Level.ERROR, wrong.getMessage(), wrong.getCause());
      throw wrong;
    }
  }

  @Override
  public void destroy() {
    Deployment ended = deployment;
    if (ended != null) {
      ended.close();
    }
    deployment = null;
  }

  /** Answers a request of any method, or has it answered on another thread. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    Deployment running = deployment;
    if (running == null) {
      throw new ServletException("GatewayServlet was called before its init or after its destroy");
    }
    String method = request.getMethod();
    ServletResponseSink sink = new ServletResponseSink(request, response, running);
    if (method.equals("TRACE") || method.equals("CONNECT")) {
      GatewayCall.answer(sink, 405, "Method Not Allowed\n", false, NOT_ALLOWED);
      return;
    }
    boolean toHead = method.equals("HEAD");
    RequestPath path = RequestPath.of(request, running.contextPath());
    if (path == null || !running.host().isSound(request)) {
      GatewayCall.answer(sink, 400, "Bad Request\n", toHead, PLAIN_TEXT);
      return;
    }
    ServletEnviron environ = new ServletEnviron(request, path, running, sink);
    Execution execution = running.execution();
    if (execution == null || !execution.takes(request)) {
      call(running, environ, sink, toHead);
    } else {
      execution.start(
          request,
          response,
          () -> call(running, environ, sink, toHead),
          () -> GatewayCall.answer(sink, 503, "Service Unavailable\n", toHead, RETRY));
    }
  }

  private static void call(
      Deployment running, ServletEnviron environ, ServletResponseSink sink, boolean toHead) {
    Semaphore turns = running.turns();
    if (turns != null) {
      turns.acquireUninterruptibly();
    }
    try {
      GatewayCall.run(running.app(), environ, sink, toHead, running.dropHopByHop());
    } finally {
      environ.end();
      sink.end();
      if (turns != null) {
        turns.release();
      }
    }
  }
}
