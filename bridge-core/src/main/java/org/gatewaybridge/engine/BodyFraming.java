package org.gatewaybridge.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import org.gatewaybridge.api.FileBody;

/** Sends the body of one response, and keeps to its Content-Length byte by byte. */
final class BodyFraming {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final long UNKNOWN = ResponseHead.UNKNOWN;

  private final ResponseSink sink;
  private final boolean bodiless;
  private final long length;
  private long written;
  private boolean cut;
  private boolean shortened;

  private BodyFraming(ResponseSink sink, boolean bodiless, long length) {
    this.sink = sink;
    this.bodiless = bodiless;
    this.length = length;
  }

  /**
   * Sends the head.
   *
   * @param contentLength the body's length, -1 if it is not known
   * @param toHead whether the request's method is HEAD
   */
  static BodyFraming begin(ResponseSink sink, ResponseHead head, long contentLength, boolean toHead)
      throws ClientGone {
    boolean forbidden = head.status().forbidsBody();
    BodyFraming framing =
        new BodyFraming(sink, toHead || forbidden, forbidden ? UNKNOWN : contentLength);
    sink.begin(head.status().code(), head.fields(), framing.length, framing.bodiless);
    return framing;
  }

  /** Writes as much of a chunk as there is room for; returns whether more may follow. */
  boolean put(byte[] chunk) throws ClientGone {
    if (bodiless) {
      return false;
    }
    int room = (int) Math.min(chunk.length, room());
    if (room > 0) {
      sink.write(chunk, room);
      written += room;
    }
    noteCut(room < chunk.length);
    return !cut;
  }

  /** Leaves a file to the server, if it can send it all; returns whether it does. */
  boolean isLeftToServer(FileBody file) throws IOException {
    boolean isAll = !bodiless && written == 0 && length == file.length();
    if (isAll && sink.leaveToServer(file.file(), file.position(), length)) {
      written = length;
      return true;
    }
    return false;
  }

  /** Sends as much of a file as there is room for, from where it stands. */
  void transfer(FileChannel file, long size) throws IOException {
    if (bodiless) {
      return;
    }
    long wanted = Math.min(size, room());
    long sent = sink.transfer(file, wanted);
    written += sent;
    shortened = sent < wanted;
    noteCut(wanted < size);
  }

  private long room() {
    return length == UNKNOWN ? Long.MAX_VALUE : length - written;
  }

  private void noteCut(boolean now) {
    if (now && !cut) {
      cut = true;
      LOG.log(
          Level.WARNING,
          () ->
              sink.request() + ": the body was cut at its Content-Length of " + length + " [R33]");
    }
  }

  /** Returns how many bytes of body were written. */
  long written() {
    return written;
  }

  /** Whether the whole Content-Length is written. */
  boolean isFull() {
    return written == length;
  }

  /** Whether bytes that were promised never came: the client must see that. */
  boolean isShort() {
    boolean missing = !bodiless && (shortened || (length != UNKNOWN && written < length));
    if (missing) {
      LOG.log(
          Level.ERROR,
          () ->
              sink.request()
                  + ": the body ended after "
                  + written
                  + " bytes"
                  + (length == UNKNOWN ? "" : " of its Content-Length of " + length)
                  + "; the connection was cut [R33]");
    }
    return missing;
  }
}
