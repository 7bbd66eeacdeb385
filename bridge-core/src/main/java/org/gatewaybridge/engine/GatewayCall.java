package org.gatewaybridge.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.gatewaybridge.api.ContractRule.R17;
import static org.gatewaybridge.api.ContractRule.R18;
import static org.gatewaybridge.api.ContractRule.R28;
import static org.gatewaybridge.api.ContractRule.R29;
import static org.gatewaybridge.api.ContractRule.R30;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.FileBody;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request told once: the app is called, its head held back, its chunks sent, its body closed.
 *
 * <p>It is the request's {@link StartResponse} and {@link BodyWriter} itself, and lives on the
 * request's thread.
 */
public final class GatewayCall implements StartResponse, BodyWriter {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final String[] PLAIN_TEXT = {"Content-Type", "text/plain"};
  private static final long UNKNOWN = ResponseHead.UNKNOWN;

  private final ResponseSink sink;
  private final boolean toHead;
  private final boolean dropHopByHop;

  private @Nullable ResponseHead head;
  private boolean sent;
  private boolean bodiless;
  private long length;
  private long written;
  private boolean cut;
  private boolean aborted;
  private volatile boolean returned; // read by threads that an app may have handed the writer to

  private GatewayCall(ResponseSink sink, boolean toHead, boolean dropHopByHop) {
    this.sink = sink;
    this.toHead = toHead;
    this.dropHopByHop = dropHopByHop;
  }

  /**
   * Answers one request; returns when the body has been closed.
   *
   * @param toHead whether the request's method is HEAD
   * @param dropHopByHop whether hop-by-hop response headers are left out instead of refused
   * @throws ResponseAborted if the server has to break the connection off
   */
  public static void run(
      GatewayApp app,
      Map<String, Object> environ,
      ResponseSink sink,
      boolean toHead,
      boolean dropHopByHop) {
    new GatewayCall(sink, toHead, dropHopByHop).run(app, environ);
  }

  private void run(GatewayApp app, Map<String, Object> environ) {
    Iterable<byte[]> body = null;
    try {
      body = app.call(environ, this);
      returned = true;
      send(body);
      end();
    } catch (Throwable failure) {
      returned = true;
      answerFailure(failure);
    } finally {
      close(body);
    }
    if (aborted) {
      sink.abort();
    }
  }

  @Override
  public BodyWriter start(
      String status, List<Map.Entry<String, String>> headers, @Nullable Throwable excInfo) {
    if (head != null && excInfo == null) {
      throw new ContractViolation(
          R18,
          "startResponse was called twice; pass the failure as excInfo to replace the first call");
    }
    if (sent && excInfo != null) {
      throw asItIs(excInfo);
    }
    head = ResponseHead.of(status, headers, dropHopByHop);
    return this;
  }

  // PEP 3333: the application's own exception passes through, checked or not.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException asItIs(Throwable failure) throws T {
    throw (T) failure;
  }

  @Override
  public void write(byte[] chunk) throws IOException {
    if (returned) {
      throw new ContractViolation(
          R30, "write was called after the app had returned; return the rest as the body");
    }
    if (chunk == null) {
      throw nullChunk();
    }
    if (!sent) {
      sendHead(head().contentLength());
    }
    if (chunk.length > 0 && put(chunk)) {
      sink.flush();
    }
  }

  private void send(@Nullable Iterable<byte[]> body) throws IOException {
    if (body == null) {
      throw new ContractViolation(R28, "The app returned null; return Bodies.empty() for no body");
    }
    if (body instanceof FileBody file) {
      try (InputStream in = file.open()) {
        transfer(in, file.length());
      }
    } else if (body instanceof StreamBody stream && stream.length() != UNKNOWN) {
      transfer(stream.in(), stream.length());
    } else {
      sendChunks(body);
    }
  }

  private void sendChunks(Iterable<byte[]> body) throws IOException {
    // PEP 3333: if len(iterable) is 1, the one chunk's length is the Content-Length.
    boolean single = body instanceof Collection<?> chunks && chunks.size() == 1;
    Iterator<byte[]> iterator = body.iterator();
    while (iterator.hasNext()) {
      byte[] chunk = nextChunk(iterator);
      if (chunk.length == 0) {
        continue;
      }
      if (!sent) {
        long declared = head().contentLength();
        sendHead(single && declared == UNKNOWN ? chunk.length : declared);
      }
      if (bodiless || !put(chunk)) {
        return;
      }
      if (!single || written != length) {
        sink.flush();
      }
    }
  }

  private static byte[] nextChunk(Iterator<byte[]> iterator) {
    Object chunk = iterator.next(); // an erased generic may hand over anything
    if (chunk instanceof byte[] bytes) {
      return bytes;
    }
    if (chunk == null) {
      throw nullChunk();
    }
    throw new ContractViolation(
        R29, "The body handed over a " + chunk.getClass().getName() + "; every chunk is a byte[]");
  }

  private static ContractViolation nullChunk() {
    return new ContractViolation(R29, "A chunk is null; hand over an empty byte[] for nothing");
  }

  /**
   * Writes as much of a chunk as the Content-Length leaves room for; returns whether that was all
   * of it.
   */
  private boolean put(byte[] chunk) throws ClientGone {
    if (bodiless) {
      return false;
    }
    int room = length == UNKNOWN ? chunk.length : (int) Math.min(chunk.length, length - written);
    if (room > 0) {
      sink.write(chunk, room);
      written += room;
    }
    if (room < chunk.length && !cut) {
      cut = true;
      LOG.log(
          Level.WARNING,
          () ->
              sink.request() + ": the body was cut at its Content-Length of " + length + " [R33]");
    }
    return room == chunk.length;
  }

  private void transfer(InputStream in, long size) throws IOException {
    long declared = head().contentLength();
    if (!sent) {
      sendHead(declared == UNKNOWN ? size : declared);
    }
    if (!bodiless) {
      written += sink.transfer(in, length == UNKNOWN ? size : Math.min(size, length - written));
    }
  }

  private void end() throws ClientGone {
    if (!sent) {
      long declared = head().contentLength();
      // An app that leaves the body of a HEAD out has not said how long a GET's would be.
      sendHead(declared == UNKNOWN && !toHead ? 0 : declared);
    }
    if (!bodiless && length != UNKNOWN && written < length) {
      LOG.log(
          Level.ERROR,
          () ->
              sink.request()
                  + ": the body ended after "
                  + written
                  + " bytes of its Content-Length of "
                  + length
                  + "; the connection was cut [R33]");
      aborted = true;
    }
  }

  private ResponseHead head() {
    if (head == null) {
      throw new ContractViolation(
          R17, "The app never called startResponse; call it before the body");
    }
    return head;
  }

  private void sendHead(long contentLength) throws ClientGone {
    ResponseHead begun = head();
    boolean forbidden = begun.status().forbidsBody();
    sent = true;
    bodiless = toHead || forbidden;
    length = forbidden ? UNKNOWN : contentLength;
    sink.begin(begun.status().code(), begun.fields(), length, bodiless);
  }

  private void answerFailure(Throwable failure) {
    if (sink.clientGone()) {
      LOG.log(Level.DEBUG, () -> sink.request() + ": the client is gone", failure);
      return;
    }
    boolean requestBroken = sink.requestBroken();
    LOG.log(requestBroken ? Level.DEBUG : Level.ERROR, () -> sink.request() + " failed", failure);
    if (sent) {
      aborted = true;
    } else if (requestBroken) {
      answer(sink, 400, "Bad Request\n", toHead, PLAIN_TEXT);
    } else {
      answer(sink, 500, "Internal Server Error\n", toHead, PLAIN_TEXT);
    }
  }

  /** Sends a fixed text, the gateway's own answer. */
  public static void answer(
      ResponseSink sink, int status, String text, boolean toHead, String... fields) {
    byte[] body = text.getBytes(ISO_8859_1);
    try {
      sink.begin(status, fields, body.length, toHead);
      if (!toHead) {
        sink.write(body, body.length);
      }
    } catch (ClientGone gone) {
      LOG.log(Level.DEBUG, () -> sink.request() + ": the client is gone", gone);
    }
  }

  private void close(@Nullable Iterable<byte[]> body) {
    if (body instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Throwable failure) {
        LOG.log(Level.WARNING, () -> sink.request() + ": closing the body failed", failure);
      }
    }
  }
}
