package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Http2;
import org.gatewaybridge.compat.suite.InParallel;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows about streams of HTTP/2. */
public interface Http2Faults extends FaultContract {
  @Test
  @EveryBuild
  @Fault(
      id = "X14",
      title = "100,000 requests on one connection, 100 of them at a time",
      target = "all right")
  default void hundredStreams(Figures figures) throws Exception {
    int each = figures.size(1000, 100, "requests of each of 100 clients");
    Http2 http2 = Http2.of(gateway());
    long begun = System.nanoTime();
    List<Integer> right = InParallel.all(100, 100, PATIENCE, stream -> right(http2, stream, each));
    int count = right.stream().mapToInt(Integer::intValue).sum();
    figures.add(count + " of " + 100 * each + " right", count == 100 * each);
    double seconds = (System.nanoTime() - begun) / 1e9;
    figures.note(String.format(Locale.ROOT, "%.0f requests/s", count / seconds));
  }

  private int right(Http2 http2, int stream, int requests) throws Exception {
    int right = 0;
    for (int i = 0; i < requests; i++) {
      String text = "stream " + stream + ", request " + i;
      HttpResponse<byte[]> answer = http2.send(gateway().unnoted(Script.ok().list(text)));
      right +=
          answer.statusCode() == 200 && text.equals(new String(answer.body(), US_ASCII)) ? 1 : 0;
    }
    return right;
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X14",
      title = "RST_STREAM in the middle of 1,000 bodies, 20 on each connection",
      target = "each body closed once, none to its end; the connection then answers")
  default void resetStreams(Figures figures) throws Exception {
    boolean undertow = container().container().recipe().equals("undertow");
    boolean wildfly = container().container().recipe().equals("wildfly");
    int connections = figures.size(50, undertow || wildfly ? 5 : 15, "connections");
    Map<String, String> settings = wildfly ? Map.of("write-timeout", "500") : Map.of();
    List<String> jvm = undertow ? List.of("-Dio.undertow.await_writable_timeout=500") : List.of();
    try (ServerProcess server = container().start(Map.of("/ctx", app()), settings, jvm)) {
      Caller caller = at(server, "/ctx");
      if (undertow || wildfly) { // docs/containers.md
        figures.note("with " + settings + jvm);
      }
      List<Integer> closed =
          InParallel.all(connections, 5, PATIENCE, n -> closedAfterReset(caller, 20));
      int count = closed.stream().mapToInt(Integer::intValue).sum();
      figures.add(count + " of " + 20 * connections + " closed once", count == 20 * connections);
    }
  }

  /** Resets so many streams of a connection, one after another; counts the bodies closed once. */
  private static int closedAfterReset(Caller caller, int streams) throws Exception {
    Http2 http2 = Http2.of(caller);
    int closed = 0;
    for (int i = 0; i < streams; i++) {
      RawRequest endless = caller.scripted(Script.ok().generator().step("flood", "20"));
      try (InputStream body = http2.begin(endless).body()) {
        body.readNBytes(1000);
      }
      List<String> events = caller.ledger(endless).await("close");
      long closes = events.stream().filter("close"::equals).count();
      closed += closes == 1 && !events.contains("end") ? 1 : 0;
    }
    HttpResponse<byte[]> after = http2.send(caller.unnoted(Script.ok().list("after")));
    return "after".equals(new String(after.body(), US_ASCII)) ? closed : 0;
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X14",
      title = "a body too short, one too long, one that fails, a header that is the server's",
      target = "reset, cut at its length, reset, 500: no clean end of what is not whole")
  default void brokenAnswers(Figures figures) throws Exception {
    int times = 50;
    int sound = 0;
    Http2 http2 = Http2.of(gateway());
    for (int i = 0; i < times; i++) {
      HttpResponse<byte[]> cut = http2.send(gateway().unnoted(Script.length(8).list("*9")));
      HttpResponse<byte[]> refused =
          http2.send(
              gateway().unnoted(Script.start("200 OK", "Transfer-Encoding", "chunked").list("x")));
      boolean right = cut.body().length == 8 && refused.statusCode() == 500;
      http2.isReset(gateway().unnoted(Script.length(10).list("*9")));
      http2.isReset(
          gateway().unnoted(Script.ok().generator().yields("a").fails("RuntimeException")));
      sound += right ? 1 : 0;
    }
    figures.add(sound + " of " + times + " times each as it must", sound == times);
  }
}
