package org.gatewaybridge.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server does for one response of the engine. Used on the request's thread.
 *
 * <p>A method throws {@link ClientGone} if the connection takes no more bytes.
 */
public interface ResponseSink {

  /** Returns what the app sends besides its head and its body; null if it has not asked for it. */
  default @Nullable Extras extras() {
    return null;
  }

  /**
   * Sends a response 103, before the head.
   *
   * @param fields names and values in turn
   */
  default void hint(String[] fields) throws ClientGone {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes the trailers, when all of the body has been taken; before the head, none, as a promise
   * that some follow the body, whose length is not known.
   */
  default void trail(Map<String, String> fields) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes the head; it may wait for the first {@link #flush} or the end.
   *
   * @param fields names and values in turn, without Content-Length
   * @param contentLength the body's length in bytes, or -1 for a body whose end the server must
   *     mark itself
   * @param bodiless whether no byte of body follows, whatever the length says
   */
  void begin(int status, String[] fields, long contentLength, boolean bodiless) throws ClientGone;

  /** Takes bytes of the body; they may wait for the next {@link #flush} or the end. */
  void write(byte[] bytes, int length) throws ClientGone;

  /** Sends all that was taken. */
  void flush() throws ClientGone;

  /**
   * Sends up to {@code length} bytes of a file, from where the channel stands.
   *
   * @return the number of bytes that the file had, at most {@code length}
   * @throws ClientGone if the client is gone
   * @throws IOException if the file cannot be read
   */
  long transfer(FileChannel file, long length) throws IOException;

  /**
   * Leaves a part of a file to the server, which sends it after the call as the whole body.
   *
   * @return false if the server cannot; nothing has happened then
   * @throws IOException if there is no such file
   */
  boolean leaveToServer(Path file, long position, long length) throws IOException;

  /**
   * Breaks the connection off so that the client sees that the body is not whole.
   *
   * @throws ResponseAborted where the server does that when a request fails
   */
  void abort();

  /**
   * Makes room for another answer in the place of one that failed.
   *
   * @param begun whether the head was taken
   * @return false if the client may have seen something, or the answer is not this call's to give
   */
  default boolean startOver(boolean begun) {
    return !begun;
  }

  /** Whether somebody else has answered the request, so that the app needs no head. */
  default boolean isAnswered() {
    return false;
  }

  /** Whether an earlier call threw {@link ClientGone}. */
  boolean clientGone();

  /**
   * Returns the answer to a failure of the call, for a client that has no head yet; null if the
   * request has been answered from elsewhere.
   */
  @Nullable FixedAnswer answerTo(Throwable failure);

  /** Returns the request for a log line: method, path, id; control characters escaped. */
  String request();
}
