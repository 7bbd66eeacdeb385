package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R28;
import static org.gatewaybridge.api.ContractRule.R29;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.FileBody;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * The body that an app has returned: checked, since an erased generic may hold anything, sent chunk
 * by chunk, and closed.
 */
final class AppBody {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final long UNKNOWN = ResponseHead.UNKNOWN;
  private static final int SHORT_BYTES = 16 * 1024; // what any connection takes without waiting

  /** The class of {@code Bodies.of}: it needs no close, and no search through its interfaces. */
  private static final Class<?> OF_FEW = List.of(SHORT_BYTES).getClass();

  private final @Nullable Iterable<byte[]> body;
  private final AppResponse response;
  private @Nullable BooleanSupplier mayMove; // asked once
  private @Nullable Iterator<?> chunks;
  private byte @Nullable [] next; // taken from these, and not written yet

  /**
   * Takes the body.
   *
   * @param mayMove returns, when it comes to that, whether another thread may send the rest; null
   *     if none may
   */
  AppBody(
      @Nullable Iterable<byte[]> body, AppResponse response, @Nullable BooleanSupplier mayMove) {
    this.body = body;
    this.response = response;
    this.mayMove = mayMove;
  }

  /** Sends the body, or what is left of it; returns whether nothing is left for another thread. */
  boolean isSent() throws IOException {
    Iterable<byte[]> of = body;
    if (of == null) {
      throw new ContractViolation(R28, "The app returned null; return Bodies.empty() for no body");
    }
    if (of instanceof FileBody file) {
      return isSent(file);
    }
    long size = of instanceof StreamBody stream ? stream.length() : UNKNOWN;
    if (size == UNKNOWN) {
      return areSent(of);
    }
    BodyFraming open = response.sentHead(size);
    if (moves(size)) {
      return false;
    }
    open.transfer(((StreamBody) of).file(), size);
    return true;
  }

  private boolean isSent(FileBody file) throws IOException {
    try (FileChannel opened = file.open()) {
      BodyFraming open = response.sentHead(file.length());
      if (!open.isLeftToServer(file)) {
        if (moves(file.length())) {
          return false;
        }
        open.transfer(opened, file.length());
      }
      return true;
    }
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

  private boolean areSent(Iterable<byte[]> of) throws IOException {
    // PEP 3333: if len(iterable) is 1, its length is the Content-Length.
    boolean single =
        of instanceof List<?> list // first, since most are; an interface is dear to search for
            ? list.size() == 1
            : of instanceof Collection<?> collection && collection.size() == 1;
    // What is whole needs no flush, unless something else comes before the end of the request.
    boolean lasting = single && closeable() == null;
    if (lasting && of instanceof List<?> list) {
      byte[] chunk = checked(list.get(0)); // needs no iterator
      if (moves(chunk.length)) {
        return false;
      }
      response.send(chunk, true, true);
      return true;
    }
    Iterator<?> left = chunks;
    if (left == null) {
      if (of instanceof HeadlessBody headless) {
        headless.begins(response.isStarted());
      }
      left = of.iterator();
      chunks = left;
    }
    boolean room = true;
    while (room && (next != null || left.hasNext())) {
      byte[] chunk = next == null ? checked(left.next()) : next;
      next = chunk;
      if (moves(response.written() + chunk.length)) {
        return false;
      }
      next = null;
      room = response.send(chunk, single, lasting);
    }
    return true;
  }

  private static byte[] checked(@Nullable Object chunk) {
    if (chunk instanceof byte[] bytes) {
      return bytes;
    }
    if (chunk == null) {
      throw nullChunk();
    }
    throw new ContractViolation(
        R29, "The body handed over a " + chunk.getClass().getName() + "; every chunk is a byte[]");
  }

  static ContractViolation nullChunk() {
    return new ContractViolation(R29, "A chunk is null; hand over an empty byte[] for nothing");
  }

  private @Nullable AutoCloseable closeable() {
    boolean never = body == null || body.getClass() == OF_FEW;
    return !never && body instanceof AutoCloseable closeable ? closeable : null;
  }

  /** Closes the body if it can be closed; a failure is only logged. */
  void close() {
    AutoCloseable closeable = closeable();
    if (closeable != null) {
      try {
        closeable.close();
      } catch (Throwable failure) {
        LoggedFailure.log(
            LOG, Level.WARNING, () -> response.request() + ": closing the body failed", failure);
      }
    }
  }
}
