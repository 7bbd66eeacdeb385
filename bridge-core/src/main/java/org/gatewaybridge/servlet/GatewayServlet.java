package org.gatewaybridge.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * Runs a gateway app on a servlet container: the class that {@code web.xml} names.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code gateway.app}: the app, {@code com.acme.Hello} or {@code com.acme.Hello:app}; needed
 *   <li>{@code gateway.execution}: where calls run. {@code container}, the default: on the
 *       container's threads. {@code virtual} (Java 21 or newer): each on a virtual thread, so that
 *       slow clients hold none of the container's. {@code pool}: on threads of the deployment's
 *       own, {@code gateway.pool.size} of them (four a processor), where {@code gateway.pool.queue}
 *       more requests may wait (100) and any further one is answered 503
 *   <li>{@code gateway.timeout}: for how many seconds a call may go on without reading or sending
 *       anything (30; 0 for ever). Then its thread is interrupted, and the client gets 504 or, if
 *       the response has begun, a connection that breaks off
 *   <li>{@code gateway.graceful-timeout}: for how many seconds the end of the deployment waits for
 *       calls before it interrupts them (30); new requests are answered 503
 *   <li>{@code gateway.max-request-bytes}: how long a request's body may be, for example {@code
 *       10m}; a longer one is answered 413. Without it, any length
 *   <li>{@code gateway.health}: a path of the app that the gateway answers instead, without waiting
 *       for a thread of the pool: 200 {@code ready}, 503 {@code draining} or 503 {@code failed};
 *       and {@code /live} below it, for those who would end the process: 200 {@code alive}, 503
 *       {@code failed} if as many threads hang as the pool has
 *   <li>{@code gateway.static}: folders and files of the WAR, {@code /static /favicon.ico}, which
 *       answer GET and HEAD without the app ({@link org.gatewaybridge.middleware.StaticFiles})
 *   <li>{@code gateway.access-log}: {@code combined} or {@code json} logs a line for each request
 *       to the logger {@code org.gatewaybridge.access}; {@code off}, the default, none
 *   <li>{@code gateway.jmx}: {@code true} shows the deployment's figures as an MBean
 *   <li>{@code gateway.threads}: how many threads may be in the app at once (0, any number)
 *   <li>{@code gateway.slow-clients}: how many clients that send or take slowly may hold a thread
 *       of the deployment's own instead of one of the container's (1000; 0: none). For a Python
 *       app, or another that is an {@link org.gatewaybridge.operation.AnyThread}, where {@code
 *       gateway.execution} is {@code container}
 *   <li>{@code gateway.trusted-proxies}: addresses and CIDR blocks of proxies whose {@code
 *       Forwarded} and {@code X-Forwarded-*} headers are believed; without it, none
 *   <li>{@code gateway.lint}: {@code true} checks app and gateway against the contract at every
 *       call; needs the jar bridge-lint
 *   <li>{@code gateway.lenient}: {@code true} drops hop-by-hop response headers instead of refusing
 *       them
 * </ul>
 *
 * <p>Each may stand in several places, the first of them counts: for this app alone in the file
 * that {@code gateway.settings} names and in the container's own configuration of the context; for
 * the server as a system property of the name, an environment variable such as {@code
 * GATEWAY_POOL_SIZE}, or in the file; in web.xml as an init parameter of the servlet or of the
 * context ({@code gateway.app} only in the last two). A wrong one stops the deployment, as does an
 * unknown one in web.xml; elsewhere that is told in the log. What holds is logged at the start. All
 * other parameters are the app's, and stand in its environ. Any method reaches the app but TRACE
 * and CONNECT.
 */
public final class GatewayServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private transient @Nullable Deployment deployment;

  /** Makes a servlet that knows its app after {@link #init()}. */
  public GatewayServlet() {}

  @Override
  public void init() throws ServletException {
    try {
      deployment = Deployment.start(InitParameters.of(getServletConfig()), getServletContext());
    } catch (IllegalArgumentException wrong) {
      throw told(new UnavailableException(wrong.getMessage()));
    } catch (UnavailableException wrong) {
      throw told(wrong);
    } catch (
        Throwable failure) { // as of a listener's class; an Error would be tried anew each time
      Throwable safe = LoggedFailure.of(failure);
      UnavailableException wrong =
          new UnavailableException("The gateway could not be deployed: " + safe);
      wrong.initCause(safe);
      throw told(wrong);
    }
  }

  /** Logs it here too: of what is thrown, Tomcat logs only the root cause and Jetty nothing. */
  private static UnavailableException told(UnavailableException wrong) {
    LOG.log(Level.ERROR, wrong.getMessage(), wrong.getCause());
    return wrong;
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
    ServletCall.start(running, request, response);
  }
}
