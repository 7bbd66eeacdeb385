package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * Answers {@code X-Mark} by a header, a write and two chunks, and asks before each whether its
 * environ and its thread are still its own; else its answer says "mixed up".
 */
final class Identity implements GatewayApp {
  private final Map<Thread, String> atWork = new ConcurrentHashMap<>();

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException {
    Call call = new Call(environ, Given.value(environ, "HTTP_X_MARK").toString());
    atWork.put(call.thread, call.mark);
    BodyWriter writer =
        startResponse.start(
            "200 OK", Headers.of("Content-Type", "text/plain", "X-Mark", call.mark));
    writer.write(call.part());
    return new Body(call);
  }

  /** One request, and what it must find again. */
  private final class Call {
    private final Map<String, Object> environ;
    private final String mark;
    private final Thread thread = Thread.currentThread();

    Call(Map<String, Object> environ, String mark) {
      this.environ = environ;
      this.mark = mark;
    }

    byte[] part() {
      boolean own =
          Thread.currentThread() == thread
              && mark.equals(atWork.get(thread))
              && mark.equals(environ.get("HTTP_X_MARK"))
              && mark.equals(environ.get("QUERY_STRING"))
              && ("/" + mark).equals(environ.get("PATH_INFO"));
      return (own ? mark + "\n" : "mixed up\n").getBytes(US_ASCII);
    }
  }

  private final class Body implements Iterable<byte[]>, AutoCloseable {
    private final Call call;

    Body(Call call) {
      this.call = call;
    }

    @Override
    public Iterator<byte[]> iterator() {
      return List.of(1, 2).stream().map(number -> call.part()).iterator();
    }

    @Override
    public void close() {
      atWork.remove(call.thread, call.mark);
    }
  }
}
