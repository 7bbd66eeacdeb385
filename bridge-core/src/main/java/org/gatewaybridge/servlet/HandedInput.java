package org.gatewaybridge.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.gatewaybridge.timeouts.CallProgress;
import org.jspecify.annotations.Nullable;

/** The stream of a {@link HandedRequest}. */
final class HandedInput extends ServletInputStream {
  private final CallProgress progress;
  private volatile @Nullable ServletInputStream in;

  HandedInput(ServletInputStream in, CallProgress progress) {
    this.in = in;
    this.progress = progress;
  }

  /** Keeps the app from the container's stream from now on. */
  void end() {
    in = null;
  }

  /** Returns the container's stream. */
  ServletInputStream source() throws IOException {
    ServletInputStream open = in;
    if (open == null) {
      throw new IOException(Handed.ENDED);
    }
    return open;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    progress.enter();
    try {
      return source().read(bytes, offset, length);
    } finally {
      progress.leave();
    }
  }

  @Override
  public int available() throws IOException {
    return source().available();
  }

  @Override
  public boolean isFinished() {
    ServletInputStream open = in;
    return open == null || open.isFinished();
  }

  @Override
  public boolean isReady() {
    ServletInputStream open = in;
    return open != null && open.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    ServletInputStream open = in;
    if (open == null) {
      throw new IllegalStateException(Handed.ENDED);
    }
    open.setReadListener(listener);
  }

  @Override
  public void close() throws IOException {
    ServletInputStream open = in;
    if (open != null) {
      open.close();
    }
  }
}
