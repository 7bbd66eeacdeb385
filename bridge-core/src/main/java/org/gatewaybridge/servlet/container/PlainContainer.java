package org.gatewaybridge.servlet.container;

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

/** A server that does what the Servlet specification says, and nothing more. */
public class PlainContainer implements ServletContainer {
  private final FileSender sender = new FileSender();

  /** Makes one for a deployment. */
  public PlainContainer() {}

  @Override
  public boolean refusesMalformedRequests() {
    return false;
  }

  @Override
  public boolean hostMatchesTarget(String host, HttpServletRequest request) {
    return true; // most servers refuse a request with two different names themselves
  }

  @Override
  public boolean readsOnBeforeReturn() {
    return false;
  }

  @Override
  public boolean isWebSocketStream(HttpServletRequest request) {
    return false;
  }

  @Override
  public boolean upgradesByPath() {
    return false;
  }

  @Override
  public boolean decodesEachFrame() {
    return false;
  }

  @Override
  public boolean freesRequestAtClose() {
    return false;
  }

  @Override
  public HttpServletRequest toUpgrade(HttpServletRequest request) {
    return request;
  }

  @Override
  public boolean isSecure(HttpServletRequest request) {
    return request.isSecure();
  }

  @Override
  public boolean joinsTrailers() {
    return false;
  }

  @Override
  public long longestBody() {
    return 0;
  }

  @Override
  public void restoreAfterFailedRead(
      Throwable failure, HttpServletRequest request, HttpServletResponse response) {}

  @Override
  public void run(HttpServletRequest request, Runnable call) {
    call.run();
  }

  @Override
  public boolean leaves205Open(HttpServletRequest request) {
    return false;
  }

  @Override
  public boolean storesSessionLate(HttpServletRequest request) {
    return false;
  }

  @Override
  public boolean leaveFile(HttpServletRequest request, Path file, long position, long count)
      throws IOException {
    return false;
  }

  @Override
  public final long send(
      FileChannel file, long length, OutputStream out, Function<Exception, ClientGone> gone)
      throws IOException {
    return sender.send(file, length, out, gone);
  }

  @Override
  public boolean hasLostStream(RuntimeException failure, HttpServletRequest request) {
    return false;
  }

  /**
   * Gives the response trailers. If it is broken off, they are refused, and the server can only
   * break off. Throwing alone is not enough: Tomcat would end an HTTP/2 stream cleanly.
   */
  @Override
  public void prepareCut(
      HttpServletRequest request,
      HttpServletResponse response,
      boolean lengthKnown,
      Supplier<Map<String, String>> trailers) {
    String protocol = request.getProtocol();
    // HTTP/1.1 has trailers or a length, and a short length shows; HTTP/1.0 has no trailers.
    boolean needless = lengthKnown ? protocol.startsWith("HTTP/1") : protocol.equals("HTTP/1.0");
    if (needless || response.isCommitted()) { // committed: another's response, as in an include
      return;
    }
    try {
      response.setTrailerFields(trailers);
    } catch (IllegalStateException unsupported) {
      // There are none in this response, says the server: throwing must do.
    }
  }

  @Override
  public boolean takesTrailers() {
    return true;
  }

  @Override
  public void prepareTrailers(
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<Map<String, String>> trailers) {
    prepareCut(request, response, false, trailers);
  }

  /** Returns the trailers, for a server that is cut in another way than by refusing them. */
  static Map<String, String> givenOrNone(Supplier<Map<String, String>> trailers) {
    try {
      return trailers.get();
    } catch (IllegalStateException brokenOff) {
      return Map.of();
    }
  }

  @Override
  public boolean takesHints(HttpServletResponse response) {
    return false;
  }

  @Override
  public void sendHint(HttpServletRequest request, HttpServletResponse response, String[] fields)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cut(HttpServletRequest request) {
    return false;
  }

  @Override
  public void resetOnClose(HttpServletRequest request) {}

  @Override
  public boolean hasRefusedHead(Throwable failure) {
    return false;
  }

  @Override
  public void closeAfterRefusedHead(HttpServletRequest request) {}
}
