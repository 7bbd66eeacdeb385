package org.gatewaybridge.servlet;

import java.io.PrintWriter;
import java.io.Writer;
import org.gatewaybridge.timeouts.CallProgress;

/** The writer of a {@link HandedResponse}. */
final class HandedWriter extends PrintWriter {
  private final CallProgress progress;

  HandedWriter(PrintWriter to, CallProgress progress) {
    super(to);
    this.progress = progress;
  }

  /** Keeps the app from the container's writer from now on. */
  void end() {
    out = Writer.nullWriter();
  }

  @Override
  public void write(int character) {
    step(() -> super.write(character));
  }

  @Override
  public void write(char[] text, int offset, int length) {
    step(() -> super.write(text, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) {
    step(() -> super.write(text, offset, length));
  }

  @Override
  public void println() {
    write(System.lineSeparator());
  }

  @Override
  public void flush() {
    step(super::flush);
  }

  @Override
  public void close() {
    step(super::close);
  }

  private void step(Runnable writing) {
    progress.enter();
    try {
      writing.run();
    } finally {
      progress.leave();
    }
  }
}
