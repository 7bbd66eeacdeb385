package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R17;
import static org.gatewaybridge.api.ContractRule.R18;
import static org.gatewaybridge.api.ContractRule.R30;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.FileBody;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * One request told once: the app is called, its head held back, its chunks sent, its body closed.
 *
 * <p>It is the request's {@link StartResponse} and {@link BodyWriter} itself. It lives on the
 * request's thread; one that goes on elsewhere is told on two threads, one after the other.
 */
public final class GatewayCall implements StartResponse, BodyWriter {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final long UNKNOWN = ResponseHead.UNKNOWN;
  private static final int SHORT_BYTES = 16 * 1024; // what any connection takes without waiting

  private final ResponseSink sink;
  private final boolean toHead;
  private final boolean dropHopByHop;
  private @Nullable BooleanSupplier mayMove; // asked once

  private @Nullable Iterable<byte[]> body;
  private @Nullable Iterator<?> chunks;
  private byte @Nullable [] next; // taken from these, and not written yet
  private @Nullable ResponseHead head;
  private @Nullable BodyFraming framing; // there once the head is sent
  private volatile boolean returned; // read by threads that an app may have handed the writer to

  private GatewayCall(
      ResponseSink sink, boolean toHead, boolean dropHopByHop, @Nullable BooleanSupplier mayMove) {
    this.sink = sink;
    this.toHead = toHead;
    this.dropHopByHop = dropHopByHop;
    this.mayMove = mayMove;
  }

  /**
   * Answers one request, or begins to: where so much of the body follows that a slow client would
   * hold the thread up, another may send it.
   *
   * @param toHead whether the request's method is HEAD
   * @param dropHopByHop whether hop-by-hop response headers are left out instead of refused
   * @param mayMove says, when it comes to that, whether another may; null if none may
   * @return null if the body has been closed; else the call, which another thread lets {@link
   *     #goOn}
   * @throws ResponseAborted if the server has to break the connection off
   */
  public static @Nullable GatewayCall begin(
      GatewayApp app,
      Map<String, Object> environ,
      ResponseSink sink,
      boolean toHead,
      boolean dropHopByHop,
      @Nullable BooleanSupplier mayMove) {
    GatewayCall call = new GatewayCall(sink, toHead, dropHopByHop, toHead ? null : mayMove);
    return call.call(app, environ) ? null : call;
  }

  /**
   * Sends the rest of the body; returns when it has been closed.
   *
   * @throws ResponseAborted if the server has to break the connection off
   */
  public void goOn() {
    send();
  }

  private boolean call(GatewayApp app, Map<String, Object> environ) {
    try {
      body = app.call(environ, this);
      returned = true;
    } catch (Throwable e) {
      returned = true;
      end(e, false);
      return true;
    }
    return send();
  }

  /** Sends the body; returns whether the call has ended with it. */
  private boolean send() {
    Throwable failure = null;
    boolean whole = false;
    try {
      if (!isSent(OwnedBody.checked(body))) {
        return false;
      }
      whole = isAnsweredElsewhere() || !sentHead(0).isShort();
    } catch (Throwable e) {
      failure = e;
    }
    end(failure, whole);
    return true;
  }

  private void end(@Nullable Throwable failure, boolean sentWhole) {
    boolean whole = sentWhole;
    // Before a failure is answered: if this hangs, the watchdog still has the answer to give.
    OwnedBody.close(body, sink);
    if (failure != null) {
      whole = answerFailure(failure);
    } else if (!whole) {
      whole = answerInstead(FixedAnswer.INTERNAL_SERVER_ERROR);
    }
    if (!whole) {
      sink.abort();
    }
  }

  /** Whether an app that has sent nothing has had the request answered by other means. */
  private boolean isAnsweredElsewhere() {
    return head == null && sink.isAnswered();
  }

  @Override
  public BodyWriter start(
      String status, List<Map.Entry<String, String>> headers, @Nullable Throwable excInfo) {
    if (head != null && excInfo == null) {
      throw new ContractViolation(
          R18,
          "startResponse was called twice; pass the failure as excInfo to replace the first call");
    }
    if (framing != null && excInfo != null) {
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
      throw OwnedBody.nullChunk();
    }
    if (sentHead(UNKNOWN).put(chunk) && chunk.length > 0) {
      sink.flush();
    }
  }

  /** Sends the body, or what is left of it; returns whether nothing is left for another thread. */
  private boolean isSent(Iterable<byte[]> of) throws IOException {
    if (of instanceof FileBody file) {
      try (FileChannel opened = file.open()) {
        BodyFraming open = sentHead(file.length());
        if (!open.isLeftToServer(file)) {
          if (moves(file.length())) {
            return false;
          }
          open.transfer(opened, file.length());
        }
        return true;
      }
    }
    long size = of instanceof StreamBody stream ? stream.length() : UNKNOWN;
    if (size == UNKNOWN) {
      return sendChunks(of);
    }
    BodyFraming open = sentHead(size);
    if (moves(size)) {
      return false;
    }
    open.transfer(((StreamBody) of).in(), size);
    return true;
  }

  /** Whether another thread sends what follows, since it makes the body so long. */
  private boolean moves(long bytes) {
    BooleanSupplier asked = mayMove;
    if (asked == null || bytes <= SHORT_BYTES) {
      return false;
    }
    mayMove = null;
    return asked.getAsBoolean();
  }

  private boolean sendChunks(Iterable<byte[]> of) throws IOException {
    boolean single = OwnedBody.isSingle(of);
    // What is whole needs no flush, unless something else comes before the end of the request.
    boolean lasting = single && !(of instanceof AutoCloseable);
    if (lasting && of instanceof List<?> list) {
      byte[] chunk = OwnedBody.checkedChunk(list.get(0)); // needs no iterator
      if (moves(chunk.length)) {
        return false;
      }
      sendChunk(chunk, true, true);
      return true;
    }
    Iterator<?> left = chunks;
    if (left == null) {
      left = of.iterator();
      chunks = left;
    }
    boolean room = true;
    while (room && (next != null || left.hasNext())) {
      byte[] chunk = next == null ? OwnedBody.checkedChunk(left.next()) : next;
      next = chunk;
      if (moves((framing == null ? 0 : framing.written()) + chunk.length)) {
        return false;
      }
      next = null;
      room = sendChunk(chunk, single, lasting);
    }
    return true;
  }

  /** Sends a chunk; returns whether there is room for more. */
  private boolean sendChunk(byte[] chunk, boolean single, boolean lasting) throws IOException {
    if (chunk.length == 0) {
      return true;
    }
    BodyFraming open = sentHead(single ? chunk.length : UNKNOWN);
    if (!open.put(chunk)) {
      return false;
    }
    if (!lasting || !open.isFull()) {
      sink.flush();
    }
    return true;
  }

  /**
   * Sends the head unless it is sent.
   *
   * @param size the body's length, where the app has not declared one; -1 if it is not known
   */
  private BodyFraming sentHead(long size) throws ClientGone {
    BodyFraming sent = framing;
    if (sent != null) {
      return sent;
    }
    ResponseHead begun = head;
    if (begun == null) {
      throw new ContractViolation(
          R17, "The app never called startResponse; call it before the body");
    }
    long declared = begun.contentLength();
    // An app that leaves the body of a HEAD out has not said how long a GET's would be.
    long length = declared != UNKNOWN || (toHead && size == 0) ? declared : size;
    BodyFraming made = BodyFraming.begin(sink, begun, length, toHead);
    framing = made;
    return made;
  }

  /** Answers a failure; returns whether what the client gets is whole. */
  private boolean answerFailure(Throwable failure) {
    if (sink.clientGone()) {
      LOG.log(
          Level.DEBUG, () -> sink.request() + ": the client is gone", LoggedFailure.of(failure));
      return true; // nobody is left to be misled
    }
    FixedAnswer answer = sink.answerTo(failure);
    if (answer == null) {
      return true;
    }
    Level level = answer == FixedAnswer.INTERNAL_SERVER_ERROR ? Level.ERROR : Level.DEBUG;
    LOG.log(level, () -> sink.request() + " failed", LoggedFailure.of(failure));
    return answerInstead(answer);
  }

  /** Gives another answer than the app's, if it is not too late; returns whether it could. */
  private boolean answerInstead(FixedAnswer answer) {
    boolean possible = sink.startOver(framing != null);
    if (possible) {
      answer.send(sink, toHead);
    }
    return possible;
  }
}
