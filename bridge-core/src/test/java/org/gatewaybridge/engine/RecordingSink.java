package org.gatewaybridge.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.jspecify.annotations.Nullable;

/** A server that writes down, in order, what the engine asks of it. */
public final class RecordingSink implements ResponseSink {
  public final List<String> events = new ArrayList<>();
  boolean requestBroken;
  boolean takesFiles;
  boolean answered;
  boolean replaceable;
  private int writesUntilGone = Integer.MAX_VALUE;
  private boolean gone;
  private @Nullable Extras extras;

  /** The client goes away at the nth write or flush. */
  RecordingSink goneAfter(int writes) {
    writesUntilGone = writes;
    return this;
  }

  /** Runs a call and returns what happened, an abort included. */
  static List<String> answer(String method, GatewayApp app) {
    RecordingSink sink = new RecordingSink();
    sink.run(method, app);
    return sink.events;
  }

  static List<String> answer(GatewayApp app) {
    return answer("GET", app);
  }

  void run(String method, GatewayApp app) {
    try {
      GatewayCall.begin(app, Map.of(), this, method.equals("HEAD"), false, null);
    } catch (ResponseAborted aborted) {
      events.add("thrown");
    }
  }

  @Override
  public @Nullable Extras extras() {
    return extras;
  }

  /** As an app has them that asks for them. */
  Extras makeExtras() {
    extras = extras == null ? new Extras(this) : extras;
    return extras;
  }

  @Override
  public void hint(String[] fields) {
    events.add("hint " + List.of(fields));
  }

  @Override
  public void trail(Map<String, String> fields) {
    events.add("trailers " + fields);
  }

  @Override
  public void begin(int status, String[] fields, long contentLength, boolean bodiless)
      throws ClientGone {
    events.add(
        "begin "
            + status
            + " "
            + List.of(fields)
            + (contentLength < 0 ? "" : " length " + contentLength)
            + (bodiless ? " bodiless" : ""));
    tick();
  }

  @Override
  public void write(byte[] bytes, int length) throws ClientGone {
    tick();
    events.add("write " + new String(bytes, 0, length, ISO_8859_1));
  }

  @Override
  public void flush() throws ClientGone {
    tick();
    events.add("flush");
  }

  @Override
  public long transfer(FileChannel file, long length) throws IOException {
    byte[] bytes = Channels.newInputStream(file).readNBytes((int) length);
    events.add("transfer " + new String(bytes, ISO_8859_1));
    return bytes.length;
  }

  @Override
  public boolean leaveToServer(Path file, long position, long length) {
    if (takesFiles) {
      events.add("leave " + file.getFileName() + " " + position + " " + length);
    }
    return takesFiles;
  }

  private void tick() throws ClientGone {
    if (writesUntilGone-- <= 0) {
      gone = true;
      throw new ClientGone(new IOException("Broken pipe"));
    }
  }

  @Override
  public void abort() {
    events.add("abort");
    throw new ResponseAborted(request());
  }

  @Override
  public boolean startOver(boolean begun) {
    if (begun && replaceable) {
      events.add("reset");
    }
    return begun ? replaceable : !answered;
  }

  @Override
  public boolean isAnswered() {
    return answered;
  }

  @Override
  public boolean clientGone() {
    return gone;
  }

  @Override
  public FixedAnswer answerTo(Throwable failure) {
    return requestBroken ? FixedAnswer.BAD_REQUEST : FixedAnswer.INTERNAL_SERVER_ERROR;
  }

  @Override
  public String request() {
    return "GET /test [1]";
  }
}
