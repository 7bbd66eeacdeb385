package org.gatewaybridge.servlet.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gatewaybridge.engine.ClientGone;

/**
 * The server that runs a deployment, as far as servers differ. {@link PlainContainer} does what the
 * Servlet specification promises; each other class overrides what its server does differently.
 */
public interface ServletContainer {

  /** Returns the class for the server that a context belongs to. */
  static ServletContainer of(ServletContext context) {
    String type = context.getClass().getName();
    String info = String.valueOf(context.getServerInfo());
    if (type.startsWith("io.undertow.")) {
      return new Undertow();
    }
    if (type.startsWith("com.ibm.ws.") || type.startsWith("io.openliberty.")) {
      return new Liberty();
    }
    if (Grizzly.runs(context)) { // its classes are named as Tomcat's are
      return new Grizzly();
    }
    if (type.startsWith("org.apache.catalina.") || info.startsWith("Apache Tomcat")) {
      return new Tomcat(info.startsWith("Apache Tomcat"));
    }
    if (type.startsWith("org.eclipse.jetty.") || info.startsWith("jetty/")) {
      return new Jetty(info.startsWith("jetty/"));
    }
    return new PlainContainer();
  }

  // --- the request ---

  /**
   * Whether the server itself refuses an HTTP/1 request with a malformed {@code Host}, method or
   * header value (wire case H12).
   */
  boolean refusesMalformedRequests();

  /** Whether a {@code Host} names the same server as the request's target, if that names one. */
  boolean hostMatchesTarget(String host, HttpServletRequest request);

  /**
   * Whether the next request of a connection is read as soon as a response is complete, even if the
   * servlet has not returned.
   */
  boolean readsOnBeforeReturn();

  /** Whether the request came over TLS, by the connection or by the word of a trusted proxy. */
  boolean isSecure(HttpServletRequest request);

  /**
   * Whether the request's trailers become headers once its body has been read, against RFC 9110
   * 6.5.1.
   */
  boolean joinsTrailers();

  /** Returns the longest body whose length the server can tell; 0 if it can tell any. */
  long longestBody();

  /**
   * Gives the response back to the servlet where the server has taken it away because a read of the
   * body failed.
   */
  void restoreAfterFailedRead(
      Throwable failure, HttpServletRequest request, HttpServletResponse response);

  /** Runs a call on a thread that is not the server's. */
  void run(HttpServletRequest request, Runnable call);

  /** Whether the request is a WebSocket that is a stream of its own, by CONNECT. RFC 8441. */
  boolean isWebSocketStream(HttpServletRequest request);

  /**
   * Whether the server makes a request a WebSocket only of an endpoint that was added before, which
   * it looks for by its path, whatever else it is given.
   */
  boolean upgradesByPath();

  /**
   * Whether the server decodes each frame of a WebSocket's text by itself, so that a character
   * which is in two of them breaks.
   */
  boolean decodesEachFrame();

  /**
   * Whether the server, if the bridge closes a WebSocket, gives its request's objects to other
   * requests even while a thread of its own still returns from them.
   */
  boolean freesRequestAtClose();

  /** Returns what the server is to see of a request that becomes a WebSocket. */
  HttpServletRequest toUpgrade(HttpServletRequest request);

  // --- the response ---

  /** Whether the client of a 205 would wait for its end, because the server omits the length. */
  boolean leaves205Open(HttpServletRequest request);

  /**
   * Whether the server stores a session only after it has sent the last byte of the response's
   * length.
   */
  boolean storesSessionLate(HttpServletRequest request);

  /**
   * Leaves a part of a file to the server, which sends it when the servlet returns.
   *
   * @return false if the server cannot; nothing has happened then
   * @throws IOException if there is no such file
   */
  boolean leaveFile(HttpServletRequest request, Path file, long position, long count)
      throws IOException;

  /**
   * Sends up to {@code length} bytes of a file, from where the channel stands, by the fastest way
   * that the stream has.
   *
   * @param gone converts a failure to write, or throws it if the client has no part in it
   * @return the number of bytes that the file had
   * @throws IOException if the file cannot be read
   */
  long send(FileChannel file, long length, OutputStream out, Function<Exception, ClientGone> gone)
      throws IOException;

  /** Whether an unchecked failure of a write means that the client has ended the stream. */
  boolean hasLostStream(RuntimeException failure, HttpServletRequest request);

  /** Whether an app may give the trailers of a response. */
  boolean takesTrailers();

  /**
   * Prepares a response for an app's trailers, before its head is sent, and so that it can be
   * broken off visibly.
   *
   * @param trailers as for {@link #prepareCut}
   */
  void prepareTrailers(
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<Map<String, String>> trailers);

  /** Whether a response 103 can be sent before this one. */
  boolean takesHints(HttpServletResponse response);

  /**
   * Sends a response 103 before this one, which stays as it is; only if {@link #takesHints}.
   *
   * @param fields names and values in turn
   * @throws IOException if the client is gone
   */
  void sendHint(HttpServletRequest request, HttpServletResponse response, String[] fields)
      throws IOException;

  // --- breaking a response off: docs/decisions/abort.md ---

  /**
   * Prepares a response with a body, before its head is sent, so that it can be broken off visibly:
   * no final chunk, a reset stream.
   *
   * @param lengthKnown whether it has a Content-Length
   * @param trailers returns the response's trailers; throws if the response is being broken off
   */
  void prepareCut(
      HttpServletRequest request,
      HttpServletResponse response,
      boolean lengthKnown,
      Supplier<Map<String, String>> trailers);

  /**
   * Cuts the connection, or the HTTP/2 stream, even if a page or a filter catches what is thrown.
   *
   * @return false if the server has to be thrown something as well
   */
  boolean cut(HttpServletRequest request);

  /**
   * Makes the server reset the connection when it closes it, for a body whose end nothing but the
   * connection's end shows, such as in HTTP/1.0: an orderly end would look whole.
   */
  void resetOnClose(HttpServletRequest request);

  /** Whether a failure means that the server refuses the head of the response. */
  boolean hasRefusedHead(Throwable failure);

  /** Closes the connection now, where the server would answer a refused head by its own page. */
  void closeAfterRefusedHead(HttpServletRequest request);
}
