package org.gatewaybridge.servlet;

import java.io.IOException;
import java.io.Reader;
import org.gatewaybridge.timeouts.CallProgress;
import org.jspecify.annotations.Nullable;

/** The text of a {@link HandedRequest}'s body. */
final class HandedReader extends Reader {
  private final CallProgress progress;
  private volatile @Nullable Reader in;

  HandedReader(Reader in, CallProgress progress) {
    this.in = in;
    this.progress = progress;
  }

  /** Keeps the app from the container's reader from now on. */
  void end() {
    in = null;
  }

  private Reader source() throws IOException {
    Reader open = in;
    if (open == null) {
      throw new IOException(Handed.ENDED);
    }
    return open;
  }

  @Override
  public int read(char[] text, int offset, int length) throws IOException {
    progress.enter();
    try {
      return source().read(text, offset, length);
    } finally {
      progress.leave();
    }
  }

  @Override
  public boolean ready() throws IOException {
    return source().ready();
  }

  @Override
  public void close() throws IOException {
    Reader open = in;
    if (open != null) {
      open.close();
    }
  }
}
