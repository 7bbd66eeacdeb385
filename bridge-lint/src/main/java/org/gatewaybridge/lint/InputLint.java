package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R13;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.gatewaybridge.api.ContractViolation;

/**
 * A wsgi.input that notices when it ends before its CONTENT_LENGTH, for such a body looks whole.
 */
final class InputLint extends FilterInputStream {
  private final long declared;
  private long read;
  private long marked;

  InputLint(InputStream in, long declared) {
    super(in);
    this.declared = declared;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? value : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int bytes = in.read(buffer, offset, length);
    count(bytes);
    return bytes;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = in.skip(bytes);
    count(skipped);
    return skipped;
  }

  @Override
  public synchronized void mark(int limit) {
    in.mark(limit);
    marked = read;
  }

  @Override
  public synchronized void reset() throws IOException {
    in.reset();
    read = marked;
  }

  private void count(long bytes) {
    if (bytes >= 0) {
      read += bytes;
    } else if (read < declared) {
      throw new ContractViolation(
          R13,
          "wsgi.input ended after "
              + read
              + " of "
              + declared
              + " bytes; let it throw where a body breaks off, and let nobody read it before the"
              + " app");
    }
  }
}
