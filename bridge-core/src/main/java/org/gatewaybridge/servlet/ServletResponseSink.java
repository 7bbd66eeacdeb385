package org.gatewaybridge.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatewaybridge.engine.ClientGone;
import org.gatewaybridge.engine.Escaped;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.ResponseAborted;
import org.gatewaybridge.engine.ResponseSink;
import org.gatewaybridge.engine.WatchedSink;
import org.jspecify.annotations.Nullable;

/** One request as the engine sees it: where its answer goes, and what became of its body. */
final class ServletResponseSink implements ResponseSink {
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int SENDFILE_BYTES = 48 * 1024; // Tomcat's: less is as fast in one piece
  private static final int NO_CONTENT = 204; // every container knows that it has no framing
  private static final int RESET_CONTENT = 205; // the only bodiless one with a length, of 0
  private static final int CAUSES = 100; // a chain may be a circle
  private static final String SENDFILE_SUPPORT = "org.apache.tomcat.sendfile.support";

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Deployment deployment;
  private @Nullable RequestInput input;
  private @Nullable String id;
  private @Nullable ServletOutputStream out;
  private long length;
  private boolean lengthTold;
  private boolean prepared;
  private boolean sessionChanged;
  private boolean clientGone;
  private boolean aborted;

  ServletResponseSink(
      HttpServletRequest request, HttpServletResponse response, Deployment deployment) {
    this.request = request;
    this.response = response;
    this.deployment = deployment;
  }

  @Override
  public void begin(int status, String[] fields, long contentLength, boolean bodiless)
      throws ClientGone {
    response.setStatus(status);
    for (int i = 0; i < fields.length; i += 2) {
      field(fields[i], fields[i + 1]);
    }
    lengthTold = contentLength >= 0 && (bodiless || !endsBeforeItsSession());
    if (lengthTold) {
      response.setContentLengthLong(contentLength);
    }
    length = contentLength;
    prepared = bodiless;
    if (bodiless && contentLength < 0 && status != RESET_CONTENT && status != NO_CONTENT) {
      commit(); // RFC 9110 8.6: else Jetty would give a 304, and others a HEAD, a length of 0
    }
  }

  private void commit() throws ClientGone {
    try {
      response.flushBuffer();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /** Hears that the app changes the client's session. */
  void sessionChanges() {
    sessionChanged = true;
  }

  /**
   * Tomcat ends a response with the last byte of its length, and stores its session after that: the
   * client must not take the answer for whole before another node can read what it did. Without a
   * length the end comes last, with the length if all of it fits the buffer.
   */
  private boolean endsBeforeItsSession() {
    return sessionChanged && request.getAttribute(SENDFILE_SUPPORT) != null;
  }

  /**
   * Prepares, once and before anything is on its way, for breaking the response off.
   *
   * @param bytes how much of the body goes out first; if that is all of it, nothing is prepared
   */
  private void prepareCut(long bytes) {
    if (!prepared) {
      prepared = true;
      if (bytes != length) {
        deployment.cut().prepare(request, response, lengthTold, this);
      }
    }
  }

  private void field(String name, String value) {
    switch (name.length()) {
      case 4, 6 -> {
        if (name.equalsIgnoreCase("Date") || name.equalsIgnoreCase("Server")) {
          response.setHeader(name, value); // the container may have set its own
          return;
        }
      }
      case 12 -> {
        if (name.equalsIgnoreCase("Content-Type")) {
          contentType(value);
          return;
        }
      }
      default -> {}
    }
    response.addHeader(name, value);
  }

  private void contentType(String value) {
    response.setContentType(value);
    boolean named = value.contains("charset") || value.toLowerCase(Locale.ROOT).contains("charset");
    if (!named && !value.equals(response.getContentType())) {
      // Jetty 12.1 has added one of its own; Open Liberty would add one now.
      response.setCharacterEncoding((String) null);
    }
  }

  @Override
  public void write(byte[] bytes, int count) throws ClientGone {
    prepareCut(count);
    try {
      out().write(bytes, 0, count);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  @Override
  public void flush() throws ClientGone {
    prepareCut(0);
    try {
      send();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private void send() throws IOException {
    boolean first = !response.isCommitted();
    out().flush();
    if (first) {
      response.flushBuffer(); // Open Liberty's stream commits at its first flush, and sends nothing
    }
  }

  @Override
  public long transfer(FileChannel file, long wanted) throws IOException {
    prepareCut(Math.min(BLOCK_BYTES, wanted));
    return deployment.sender().send(file, wanted, out(), this::gone);
  }

  /** Does as Tomcat's own servlet of files does; "sendfile" in its documentation of connectors. */
  @Override
  public boolean leaveToServer(Path file, long position, long count) throws IOException {
    if (count < SENDFILE_BYTES
        || response instanceof ServletResponseWrapper // a filter wants to see the bytes
        || request.isAsyncStarted() // Tomcat sends the file when the servlet returns, or never
        || !Boolean.TRUE.equals(request.getAttribute(SENDFILE_SUPPORT))
        || Files.size(file) < position + count) {
      return false; // the engine tells of a file that has shrunk
    }
    if (sessionChanged) {
      response.setContentLengthLong(count); // Tomcat sends the file when all else has ended
    }
    request.setAttribute("org.apache.tomcat.sendfile.filename", file.toRealPath().toString());
    request.setAttribute("org.apache.tomcat.sendfile.start", position);
    request.setAttribute("org.apache.tomcat.sendfile.end", position + count);
    return true;
  }

  @Override
  public void abort() {
    aborted = true;
    prepareCut(0);
    try {
      send();
    } catch (IOException gone) {
      return; // nobody is left to be misled
    }
    if (!lengthTold && !isChunkedOrFramed(request.getProtocol())) {
      ConnectionReset.prepare(request);
    }
    if (!deployment.cut().cut(request)) {
      throw new ResponseAborted(request());
    }
  }

  private static boolean isChunkedOrFramed(String protocol) {
    return !protocol.equals("HTTP/1.0") && !protocol.equals("HTTP/0.9");
  }

  private ServletOutputStream out() throws IOException {
    ServletOutputStream open = out;
    if (open == null) {
      open = response.getOutputStream();
      out = open;
    }
    return open;
  }

  private ClientGone gone(IOException cause) {
    clientGone = true;
    return new ClientGone(cause);
  }

  /** Whether the response is being broken off. */
  boolean aborted() {
    return aborted;
  }

  @Override
  public boolean clientGone() {
    return clientGone;
  }

  @Override
  public FixedAnswer answerTo(Throwable failure) {
    Throwable broken = input == null ? null : input.failure();
    boolean ofRequest =
        broken != null
            && Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES)
                .anyMatch(cause -> cause == broken);
    if (!ofRequest) {
      return FixedAnswer.INTERNAL_SERVER_ERROR;
    }
    return broken instanceof RequestInput.TooLarge
        ? FixedAnswer.CONTENT_TOO_LARGE
        : FixedAnswer.BAD_REQUEST;
  }

  @Override
  public String request() {
    return Escaped.text(request.getMethod() + " " + request.getRequestURI()) + " [" + id() + "]";
  }

  /** Returns the id under which the log names this request. */
  String id() {
    String made = id;
    if (made == null) {
      made = deployment.ids().next();
      id = made;
    }
    return made;
  }

  /** Returns the request's body, the same stream each time. */
  RequestInput input(WatchedSink watched) {
    RequestInput made = input;
    if (made == null) {
      made = new RequestInput(request, response, watched, deployment.options().maxRequestBytes());
      input = made;
    }
    return made;
  }

  Deployment deployment() {
    return deployment;
  }

  HttpServletRequest servletRequest() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  /** Ends all use of the request by the app. */
  void end() {
    if (input != null) {
      input.end();
    }
  }
}
