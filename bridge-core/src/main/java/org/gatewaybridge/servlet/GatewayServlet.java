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
 *   <li>{@code gateway.app}: the app, {@code com.acme.Hello} or {@code com.acme.Hello:app}; it is
 *       required
 *   <li>{@code gateway.execution}: where calls run. {@code container}, the default: on the
 *       container's threads. {@code virtual} (Java 21 or newer): each on a virtual thread, so that
 *       slow clients hold none of the container's. {@code pool}: on threads of the deployment
 *   <li>{@code gateway.pool.size}: threads of the pool; the default is four for each processor
 *   <li>{@code gateway.pool.queue}: requests that may wait for a thread of the pool (100); any more
 *       are answered 503
 *   <li>{@code gateway.threads}: how many requests may be in the app at once (0: any number)
 *   <li>{@code gateway.slow-clients}: how many slow clients of a Python app may hold a thread of
 *       the gateway instead of one of the container's (1000; 0: none). This also works for any
 *       other {@link org.gatewaybridge.operation.AnyThread}, if {@code gateway.execution} is {@code
 *       container}
 *   <li>{@code gateway.timeout}: seconds that a call may go on without reading or sending anything
 *       (30; 0: no limit). Then its thread is interrupted, and the client gets 504 or, if the
 *       response has begun, a connection that breaks off
 *   <li>{@code gateway.graceful-timeout}: seconds that the end of a deployment waits for running
 *       calls before it interrupts them (30); new requests are answered 503
 *   <li>{@code gateway.max-request-bytes}: the longest request body allowed, such as {@code 10m}; a
 *       longer one is answered 413 (0: any length)
 *   <li>{@code gateway.websocket.max-message}: the longest message of a WebSocket's client; a
 *       longer one closes the socket with 1009
 *   <li>{@code gateway.websocket.idle-timeout}: seconds without a message in either direction after
 *       which a WebSocket is closed
 *   <li>{@code gateway.websocket.ping}: seconds between pings of a WebSocket; a client that has
 *       sent nothing since the last one is given up
 *   <li>{@code gateway.websocket.compression}: agrees to compress messages of WebSockets
 *       (permessage-deflate)
 *   <li>{@code gateway.websocket.origins}: origins such as https://shop.example whose pages may
 *       open WebSockets, besides those of the same host
 *   <li>{@code gateway.websocket.threads}: how many WebSockets of Java apps may be open on Java
 *       older than 21, which has no virtual threads
 *   <li>{@code gateway.health}: a path of the app that the gateway answers instead of the app,
 *       without waiting for a thread of the pool: 200 {@code ready}, 503 {@code draining} or 503
 *       {@code failed}. The path {@code /live} below it is for those who would restart the process:
 *       200 {@code alive}, 503 {@code failed} if as many threads hang as the pool has
 *   <li>{@code gateway.static}: folders and files of the WAR, such as {@code /static /favicon.ico},
 *       that are served without the app ({@link org.gatewaybridge.middleware.StaticFiles})
 *   <li>{@code gateway.access-log}: {@code combined} or {@code json}: writes a line for each
 *       request, to the logger {@code org.gatewaybridge.access}; {@code off}, the default, does not
 *   <li>{@code gateway.jmx}: publishes the deployment's figures as an MBean, if {@code true}
 *   <li>{@code gateway.trusted-proxies}: addresses and CIDR blocks of proxies whose {@code
 *       Forwarded} and {@code X-Forwarded-*} headers are trusted; by default none
 *   <li>{@code gateway.lint}: checks app and gateway against the contract at every call, if {@code
 *       true}; needs the jar bridge-lint
 *   <li>{@code gateway.lenient}: drops hop-by-hop response headers instead of refusing them, if
 *       {@code true}
 *   <li>{@code gateway.settings}: a file with the settings of this server's apps
 * </ul>
 *
 * <p>A setting can be set in several places; the first that has a value wins. For this app alone:
 * in the file that {@code gateway.settings} names, and in the container's own configuration of the
 * context. For the server: as a system property of that name, as an environment variable such as
 * {@code GATEWAY_POOL_SIZE}, or in the file. In web.xml: as an init parameter of the servlet or of
 * the context ({@code gateway.app} only there, {@code gateway.settings} only as a property or
 * variable). A wrong value stops the deployment, and so does an unknown name in web.xml; elsewhere
 * an unknown name is logged. The log lists the settings at the start. All other parameters are the
 * app's, and are in its environ. All methods reach the app except TRACE and CONNECT.
 */
public final class GatewayServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private transient @Nullable Deployment deployment;

  /** Makes a servlet; {@link #init()} loads its app. */
  public GatewayServlet() {}

  @Override
  public void init() throws ServletException {
    try {
      deployment = Deployment.start(InitParameters.of(getServletConfig()), getServletContext());
    } catch (IllegalArgumentException wrong) {
      throw logged(new UnavailableException(wrong.getMessage()));
    } catch (UnavailableException wrong) {
      throw logged(wrong);
    } catch (
        Throwable failure) { // such as a listener's; after an Error a container would try again
      Throwable safe = LoggedFailure.of(failure);
      UnavailableException wrong =
          new UnavailableException("The gateway could not be deployed: " + safe);
      wrong.initCause(safe);
      throw logged(wrong);
    }
  }

  /** Logs it here, because Tomcat logs only the root cause of what is thrown, and Jetty nothing. */
  private static UnavailableException logged(UnavailableException wrong) {
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

  /** Answers a request of any method, or hands it over to another thread. */
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
