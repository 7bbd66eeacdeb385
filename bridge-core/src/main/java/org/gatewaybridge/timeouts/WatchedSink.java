package org.gatewaybridge.timeouts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.engine.ClientGone;
import org.gatewaybridge.engine.Extras;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.ResponseSink;
import org.jspecify.annotations.Nullable;

/**
 * The sink of a call that the {@link Watchdog} looks at: each method is a step of the app, and
 * throws {@link RequestTimedOut} once the call's time is over.
 */
public final class WatchedSink extends CallProgress implements ResponseSink {
  private final ResponseSink sink;
  private final @Nullable CallFigures figures;
  private int status; // 0 until the head is begun
  private @Nullable Extras extras;

  /**
   * Makes a watched sink.
   *
   * @param call answers the request if its thread hangs; the sink inside is its to use
   * @param figures null if nobody listens to requests
   */
  public WatchedSink(ResponseSink sink, Abandoned call, @Nullable CallFigures figures) {
    super(call);
    this.sink = sink;
    this.figures = figures;
  }

  /** Returns the status that was sent, 0 before that. */
  public int status() {
    return status;
  }

  /** Returns what is measured of the response, null if nobody listens to requests. */
  public @Nullable CallFigures figures() {
    return figures;
  }

  @Override
  public @Nullable FixedAnswer answerTo(Throwable failure) {
    if (isRunning()) {
      return sink.answerTo(failure);
    }
    return endsItself() ? FixedAnswer.GATEWAY_TIMEOUT : null;
  }

  @Override
  public @Nullable Extras extras() {
    return extras;
  }

  /** Does as {@link #extras}, for an app that asks for it now. */
  public Extras makeExtras() {
    Extras made = extras;
    if (made == null) {
      made = new Extras(this);
      extras = made;
    }
    return made;
  }

  @Override
  public void hint(String[] fields) throws ClientGone {
    enter();
    try {
      sink.hint(fields);
    } finally {
      leave();
    }
  }

  @Override
  public void trail(Map<String, String> fields) {
    sink.trail(fields);
  }

  @Override
  public void begin(int code, String[] fields, long contentLength, boolean bodiless)
      throws ClientGone {
    enter();
    try {
      if (figures != null && status == 0) {
        figures.headSent();
      }
      status = code;
      sink.begin(code, fields, contentLength, bodiless);
    } finally {
      leave();
    }
  }

  @Override
  public void write(byte[] chunk, int length) throws ClientGone {
    enter();
    try {
      sink.write(chunk, length);
      count(length);
    } finally {
      leave();
    }
  }

  private void count(long sent) {
    if (figures != null) {
      figures.sent(sent);
    }
  }

  @Override
  public void flush() throws ClientGone {
    enter();
    try {
      sink.flush();
    } finally {
      leave();
    }
  }

  @Override
  public long transfer(FileChannel file, long length) throws IOException {
    enter();
    try {
      long sent = sink.transfer(file, length);
      count(sent);
      return sent;
    } finally {
      leave();
    }
  }

  @Override
  public boolean leaveToServer(Path file, long position, long length) throws IOException {
    enter();
    try {
      boolean left = sink.leaveToServer(file, position, length);
      count(left ? length : 0);
      return left;
    } finally {
      leave();
    }
  }

  @Override
  public void abort() {
    enter();
    try {
      sink.abort();
    } finally {
      leave();
    }
  }

  @Override
  public boolean startOver(boolean begun) {
    endsByItself();
    return sink.startOver(begun);
  }

  @Override
  public boolean isAnswered() {
    return sink.isAnswered();
  }

  @Override
  public boolean clientGone() {
    return sink.clientGone();
  }

  @Override
  public String request() {
    return sink.request();
  }
}
