package org.gatewaybridge.servlet;

import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.engine.ClientGone;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.ResponseSink;
import org.jspecify.annotations.Nullable;

/** Sends one response of the engine by the servlet's response. */
final class ServletResponseSink implements ResponseSink {
  private static final int BLOCK_BYTES = 64 * 1024;

  private final Exchange exchange;
  private final BreakOff breakOff;
  private @Nullable ServletOutputStream out;
  private @Nullable String contentType;
  private boolean statusKept;
  private boolean headBegun;

  ServletResponseSink(Exchange exchange) {
    this.exchange = exchange;
    this.breakOff = new BreakOff(exchange);
  }

  /** Keeps the container's status: a file is the page of an error. */
  void keepStatus() {
    statusKept = true;
  }

  @Override
  public void hint(String[] fields) throws ClientGone {
    breakOff.hint(fields);
  }

  @Override
  public void trail(Map<String, String> fields) {
    breakOff.trail(fields);
  }

  @Override
  public void begin(int status, String[] fields, long length, boolean bodiless) throws ClientGone {
    headBegun = exchange.beginHead();
    if (!statusKept) {
      exchange.response().setStatus(status);
    }
    contentType = ServletHead.add(exchange.response(), fields, exchange.isIncluded());
    breakOff.begin(length, ServletHead.addLength(exchange, status, length, bodiless), bodiless);
    if (bodiless && length < 0 && !ServletHead.hasKnownFraming(exchange, status)) {
      exchange.commit(); // RFC 9110 8.6: else Jetty gives a 304 a length of 0, and others a HEAD
    }
  }

  @Override
  public void write(byte[] bytes, int count) throws ClientGone {
    breakOff.prepare(count);
    try {
      out().write(bytes, 0, count);
    } catch (IOException | RuntimeException e) {
      throw exchange.gone(e);
    }
  }

  @Override
  public void flush() throws ClientGone {
    if (exchange.isIncluded()) {
      return; // it is for the includer to send its page
    }
    breakOff.prepare(0);
    try {
      exchange.flush(out());
    } catch (IOException | RuntimeException e) {
      throw exchange.gone(e);
    }
  }

  @Override
  public long transfer(FileChannel file, long wanted) throws IOException {
    breakOff.prepare(Math.min(BLOCK_BYTES, wanted));
    return exchange.container().send(file, wanted, out(), exchange::gone);
  }

  @Override
  public boolean leaveToServer(Path file, long position, long count) throws IOException {
    boolean left =
        !exchange.isWrapped()
            && exchange.container().leaveFile(exchange.request(), file, position, count);
    if (left && exchange.sessionChanged()) {
      exchange.response().setContentLengthLong(count); // the file is sent when all else has ended
    }
    return left;
  }

  @Override
  public void abort() {
    if (!breakOff.begin()) {
      return; // the connection is a WebSocket's
    }
    if (!exchange.isIncluded() || exchange.response().isCommitted()) {
      breakOff.prepare(0);
      try {
        exchange.flush(out()); // an includer's page, too: Open Liberty has sent none of it
      } catch (IOException gone) {
        return; // nobody is left to be misled
      }
    }
    breakOff.cut();
  }

  private ServletOutputStream out() throws IOException {
    ServletOutputStream open = out;
    if (open == null) {
      open = WriterStream.open(exchange.response(), contentType);
      out = open;
    }
    return open;
  }

  @Override
  public boolean startOver(boolean begun) {
    boolean possible = exchange.startOver(begun, headBegun);
    out = possible ? null : out;
    statusKept &= !(possible && headBegun);
    return possible;
  }

  @Override
  public boolean isAnswered() {
    return exchange.isAnswered();
  }

  @Override
  public boolean clientGone() {
    return exchange.isClientGone();
  }

  @Override
  public FixedAnswer answerTo(Throwable failure) {
    breakOff.blame(failure);
    return exchange.answerTo(failure);
  }

  @Override
  public String request() {
    return exchange.toString();
  }
}
