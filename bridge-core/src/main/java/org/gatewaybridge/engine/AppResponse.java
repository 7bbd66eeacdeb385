package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R17;
import static org.gatewaybridge.api.ContractRule.R18;
import static org.gatewaybridge.api.ContractRule.R30;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/** The response that an app starts and writes: its head is held back until the first chunk. */
final class AppResponse implements StartResponse, BodyWriter {
  private static final long UNKNOWN = ResponseHead.UNKNOWN;
  private static final VarHandle RETURNED;

  static {
    try {
      RETURNED = MethodHandles.lookup().findVarHandle(AppResponse.class, "returned", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ResponseSink sink;
  private final boolean toHead;
  private final boolean dropHopByHop;
  private @Nullable ResponseHead head;
  private @Nullable BodyFraming framing; // there once the head is sent

  @SuppressWarnings("UnusedVariable") // its VarHandle is read
  private boolean returned; // read by threads that an app may have handed the writer to

  /**
   * Makes a response.
   *
   * @param toHead whether the request's method is HEAD
   * @param dropHopByHop whether hop-by-hop response headers are left out instead of refused
   */
  AppResponse(ResponseSink sink, boolean toHead, boolean dropHopByHop) {
    this.sink = sink;
    this.toHead = toHead;
    this.dropHopByHop = dropHopByHop;
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
    if ((boolean) RETURNED.getAcquire(this)) {
      throw new ContractViolation(
          R30, "write was called after the app had returned; return the rest as the body");
    }
    if (chunk == null) {
      throw AppBody.nullChunk();
    }
    if (sentHead(UNKNOWN).put(chunk) && chunk.length > 0) {
      sink.flush();
    }
  }

  /** Records that the app has returned: it can write no more. */
  void appReturns() {
    RETURNED.setRelease(this, true);
  }

  /** Whether the app has started the response. */
  boolean isStarted() {
    return head != null;
  }

  /** Whether the head has been sent. */
  boolean isHeadSent() {
    return framing != null;
  }

  /** Returns how many bytes of body were written. */
  long written() {
    return framing == null ? 0 : framing.written();
  }

  /** Returns where it is sent. */
  ResponseSink sink() {
    return sink;
  }

  /** Whether the request's method is HEAD. */
  boolean isToHead() {
    return toHead;
  }

  /** Names the request for a log line. */
  String request() {
    return sink.request();
  }

  /**
   * Sends a chunk.
   *
   * @param single whether it is the whole body
   * @param lasting whether the request ends with it, so that it needs no flush
   * @return whether there is room for more
   */
  boolean send(byte[] chunk, boolean single, boolean lasting) throws IOException {
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

  /** Ends the body; returns whether all of the response has been sent. */
  boolean end() throws ClientGone {
    if (sentHead(0).isShort()) {
      return false;
    }
    Extras extras = sink.extras();
    if (extras != null) {
      extras.end();
    }
    return true;
  }

  /**
   * Sends the head unless it is sent.
   *
   * @param size the body's length, where the app has not declared one; -1 if it is not known
   */
  BodyFraming sentHead(long size) throws ClientGone {
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
    Extras extras = sink.extras();
    if (extras != null
        && extras.beginHead(!toHead && declared == UNKNOWN && !begun.status().forbidsBody())) {
      length = UNKNOWN;
    }
    BodyFraming made = BodyFraming.begin(sink, begun, length, toHead);
    framing = made;
    return made;
  }
}
