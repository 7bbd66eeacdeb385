package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import java.io.Writer;
import org.gatewaybridge.logging.Escaped;

/**
 * {@code wsgi.errors}: text into the container's log, one record a line, control characters
 * escaped. {@code flush} and the end of the request write an unfinished line; {@code close} does no
 * more than {@code flush}.
 */
final class ServletErrorLog extends Writer {
  private final ServletContext context;
  private final StringBuilder line = new StringBuilder();

  ServletErrorLog(ServletContext context) {
    this.context = context;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    synchronized (lock) {
      for (int i = offset; i < offset + length; i++) {
        if (text[i] == '\n') {
          int last = line.length() - 1;
          if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
          }
          record();
        } else {
          line.append(text[i]);
        }
      }
    }
  }

  @Override
  public void flush() {
    synchronized (lock) {
      if (line.length() > 0) {
        record();
      }
    }
  }

  @Override
  public void close() {
    flush();
  }

  private void record() {
    context.log(Escaped.text(line.toString()));
    line.setLength(0);
  }
}
