package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** A connection of its own, on which every byte is seen. */
public final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Transcript.Connection transcript = Transcript.Connection.open();
  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(transcript.receiving(socket.getInputStream()), 64 * 1024);
  }

  public static RawConnection open(String host, int port) throws IOException {
    return new RawConnection(new Socket(host, port));
  }

  /** Over a socket that is connected already, for TLS. */
  public static RawConnection over(Socket socket) throws IOException {
    return new RawConnection(socket);
  }

  public RawConnection send(RawRequest request) {
    return send(request.bytes());
  }

  /** Sends latin-1 text. */
  public RawConnection send(String text) {
    return send(text.getBytes(ISO_8859_1));
  }

  /** Sends bytes; a connection that the server has closed is told by the next read. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  public RawConnection send(byte[] bytes) {
    transcript.sends(bytes);
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException closed) {
      // what the server said before it closed may still be read
    }
    return this;
  }

  /** Sends a request and reads its response to the end. */
  public RawResponse ask(RawRequest request) {
    return send(request).read(request);
  }

  /** Reads the response to a request to its end. */
  public RawResponse read(RawRequest request) {
    return begin(request).rest();
  }

  /** Reads the response to a request step by step. */
  public ResponseReader begin(RawRequest request) {
    return new ResponseReader(in, request.toHead());
  }

  /** Reads a WebSocket's frames, once the server has switched to them. */
  FrameReader frames() {
    return new FrameReader(in);
  }

  /** Reads a response; empty if the server closed the connection instead. */
  public Optional<RawResponse> tryRead(RawRequest request) {
    return ended() ? Optional.empty() : Optional.of(read(request));
  }

  /** Waits for the next byte or the end, and says whether it is the end. */
  public boolean ended() {
    try {
      in.mark(1);
      if (in.read() < 0) {
        return true;
      }
      in.reset();
      return false;
    } catch (SocketTimeoutException e) {
      throw new WireViolation("silence: the connection is neither used nor closed");
    } catch (IOException reset) {
      return true;
    }
  }

  /** Ends the output, and goes on reading. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Goes away without a word: a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
