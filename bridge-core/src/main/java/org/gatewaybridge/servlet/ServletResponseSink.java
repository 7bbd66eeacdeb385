package org.gatewaybridge.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequestWrapper;
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
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.ResponseAborted;
import org.gatewaybridge.engine.ResponseSink;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.timeouts.WatchedSink;
import org.jspecify.annotations.Nullable;

/** One request as the engine sees it: where its answer goes, and what became of its body. */
final class ServletResponseSink implements ResponseSink {
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int SENDFILE_BYTES = 48 * 1024; // Tomcat's: less is as fast in one piece
  private static final int NO_CONTENT = 204; // every container knows that it has no framing
  private static final int RESET_CONTENT = 205; // the only bodiless one with a length, of 0
  private static final int CAUSES = 100; // a chain may be a circle
  private static final String BROKEN_OFF = ServletResponseSink.class.getName() + ".brokenOff";
  private static final String LEFT = ServletResponseSink.class.getName() + ".left";
  private static final String SENDFILE_SUPPORT = "org.apache.tomcat.sendfile.support";

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Deployment deployment;
  private @Nullable RequestInput input;
  private @Nullable String id;
  private @Nullable ServletOutputStream out;
  private @Nullable HandedResponse handed;
  private @Nullable String contentType;
  private long length;
  private boolean lengthTold;
  private boolean prepared;
  private boolean framedByOthers;
  private boolean sessionChanged;
  private boolean clientGone;
  private boolean included;
  private boolean statusKept;
  private boolean aborted;
  private boolean refused;

  ServletResponseSink(
      HttpServletRequest request, HttpServletResponse response, Deployment deployment) {
    this.request = request;
    this.response = response;
    this.deployment = deployment;
  }

  @Override
  public void begin(int status, String[] fields, long contentLength, boolean bodiless)
      throws ClientGone {
    if (!statusKept) {
      response.setStatus(status);
    }
    for (int i = 0; i < fields.length; i += 2) {
      field(fields[i], fields[i + 1]);
    }
    lengthTold = contentLength >= 0 && (bodiless || !endsBeforeItsSession());
    if (lengthTold && isWrapped() && contentLength <= Integer.MAX_VALUE) {
      response.setContentLength((int) contentLength); // wrappers older than Servlet 3.1 know this
    } else if (lengthTold) {
      response.setContentLengthLong(contentLength);
    }
    if (status == RESET_CONTENT && Grizzly.endsNo205(request)) {
      response.setHeader("Connection", "close"); // RFC 9110 15.3.6: else its client would wait
    }
    length = contentLength;
    prepared = bodiless;
    boolean ours = !included && !isWrapped();
    if (ours && bodiless && contentLength < 0 && status != RESET_CONTENT && status != NO_CONTENT) {
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

  /** Whether a filter may want to see the answer, or keep it until the servlet returns. */
  private boolean isWrapped() {
    return response instanceof ServletResponseWrapper;
  }

  /** Whether an answer to the request, this or an earlier one, was broken off. */
  boolean isBrokenOff() {
    return request.getAttribute(BROKEN_OFF) != null;
  }

  /** Hears that the answer becomes a part of another's (Servlet 9.3). */
  void include() {
    included = true; // kept, for the request may say otherwise after a dispatch of the app's own
  }

  boolean isIncluded() {
    return included;
  }

  /** Hears that the container's status stands: a file is the page of an error. */
  void keepStatus() {
    statusKept = true;
  }

  /** Hears that the answer will be given on another thread. */
  void leave() {
    request.setAttribute(LEFT, true); // seen by dispatches of the app's own as well
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
      framedByOthers = included || response.isCommitted();
      if (bytes != length && !included) {
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
    contentType = value;
    response.setContentType(value);
    if (included) {
      return; // it is the page's, GlassFish would take its charset away
    }
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
    if (included) {
      return; // it is for the includer to send its page
    }
    prepareCut(0);
    try {
      send();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private void send() throws IOException {
    boolean first = !isWrapped() && !response.isCommitted();
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
        || isWrapped()
        || request instanceof ServletRequestWrapper // a forward ends the response before that
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
    if (!included || response.isCommitted()) {
      prepareCut(0);
      try {
        send(); // what an includer has committed as well: Open Liberty has sent none of it
      } catch (IOException gone) {
        return; // nobody is left to be misled
      }
    }
    if (response.isCommitted()) {
      request.setAttribute(BROKEN_OFF, true);
    }
    boolean theirs = included && !response.isCommitted();
    if (!theirs && ConnectionReset.isOnlyEnd(request.getProtocol(), lengthTold, framedByOthers)) {
      ConnectionReset.prepare(request);
    }
    if (refused) {
      ConnectionReset.perform(request); // else Jetty shows what is thrown, by a page of its own
    }
    // Servlet 9.5: the includer is told, and may still have another page to send.
    if (theirs || !deployment.cut().cut(request)) {
      throw new ResponseAborted(request());
    }
  }

  private ServletOutputStream out() throws IOException {
    ServletOutputStream open = out;
    if (open == null) {
      open = openStream();
      out = open;
    }
    return open;
  }

  private ServletOutputStream openStream() throws IOException {
    try {
      return response.getOutputStream();
    } catch (IllegalStateException writerTaken) {
      return WriterStream.of(response.getWriter(), contentType, response.getCharacterEncoding());
    }
  }

  @Override
  public boolean startOver(boolean begun) {
    boolean possible =
        !included && (begun ? isWrapped() && !response.isCommitted() : !isAnswered());
    if (possible && begun) {
      response.reset();
      out = null;
    } else if (possible) {
      response.resetBuffer(); // what a filter has written before the app is no part of the answer
    }
    return possible;
  }

  /** Is asked where the app has given no head: it did so by the servlet's own means, or never. */
  @Override
  public boolean isAnswered() {
    return (handed != null && handed.isUsed())
        || (response.isCommitted() && !included)
        || (request.isAsyncStarted() && request.getAttribute(LEFT) == null);
  }

  private ClientGone gone(IOException cause) {
    if (cause.getCause() instanceof RuntimeException refusal) {
      throw refusal; // the container's, which Jetty wraps: the head is too long for its buffer
    }
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
    refused = failure.getClass().getName().startsWith("org.eclipse.jetty.http.HttpException");
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

  /** Returns the response for the app, the same each time. */
  HandedResponse handedResponse() {
    HandedResponse made = handed;
    if (made == null) {
      made = new HandedResponse(response);
      handed = made;
    }
    return made;
  }

  /** Ends all use of the request by the app. */
  void end() {
    if (input != null) {
      input.end();
    }
  }
}
