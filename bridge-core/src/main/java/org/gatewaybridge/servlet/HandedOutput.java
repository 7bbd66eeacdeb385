package org.gatewaybridge.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.gatewaybridge.timeouts.CallProgress;
import org.jspecify.annotations.Nullable;

/** The stream of a {@link HandedResponse}. */
final class HandedOutput extends ServletOutputStream {
  private final CallProgress progress;
  private volatile @Nullable ServletOutputStream out;

  HandedOutput(ServletOutputStream out, CallProgress progress) {
    this.out = out;
    this.progress = progress;
  }

  /** Keeps the app from the container's stream from now on. */
  void end() {
    out = null;
  }

  private ServletOutputStream target() throws IOException {
    ServletOutputStream open = out;
    if (open == null) {
      throw new IOException(Handed.ENDED);
    }
    return open;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    progress.enter();
    try {
      target().write(bytes, offset, length);
    } finally {
      progress.leave();
    }
  }

  @Override
  public void flush() throws IOException {
    progress.enter();
    try {
      target().flush();
    } finally {
      progress.leave();
    }
  }

  @Override
  public void close() throws IOException {
    progress.enter();
    try {
      target().close();
    } finally {
      progress.leave();
    }
  }

  @Override
  public boolean isReady() {
    ServletOutputStream open = out;
    return open != null && open.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    ServletOutputStream open = out;
    if (open == null) {
      throw new IllegalStateException(Handed.ENDED);
    }
    open.setWriteListener(listener);
  }
}
