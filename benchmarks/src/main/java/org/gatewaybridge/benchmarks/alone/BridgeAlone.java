package org.gatewaybridge.benchmarks.alone;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.servlet.GatewayServlet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One request through {@code GatewayServlet.service}, and through a servlet that does the same. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BridgeAlone {
  /** What is done. */
  @Param({
    "HELLO",
    "BEHIND_FIVE",
    "ECHO_1_KIB",
    "FIVE_KEYS",
    "WHOLE_ENVIRON",
    "HUNDRED_CHUNKS",
    "ESCAPED_PATH"
  })
  public String work = "HELLO";

  /** By which servlet. */
  @Param({"bridge", "raw"})
  public String by = "raw";

  private HttpServlet servlet = new Work.Raw(Work.HELLO);
  private Played.Request request = Work.HELLO.request();
  private Played.Response response = new Played.Response();

  /** Makes a benchmark that {@link #prepare} completes. */
  public BridgeAlone() {}

  /** Starts the servlet, and sees that both send the same. */
  @Setup
  public void prepare() throws ServletException, IOException {
    Work wanted = Work.valueOf(work);
    System.setProperty("alone.work", work);
    HttpServlet bridge = new GatewayServlet();
    bridge.init(Played.config(Map.of("gateway.app", Work.App.class.getName())));
    HttpServlet raw = new Work.Raw(wanted);
    request = wanted.request();
    servlet = raw;
    long byRaw = serve();
    response = new Played.Response();
    servlet = bridge;
    long byBridge = serve();
    // The bridge registers trailers for what has no length, once.
    if (byBridge != byRaw && byBridge != byRaw + 1) {
      throw new IllegalStateException(work + " gives " + byBridge + " and " + byRaw);
    }
    servlet = by.equals("bridge") ? bridge : raw;
  }

  /** Serves one request. */
  @Benchmark
  public long serve() throws ServletException, IOException {
    servlet.service(request.again(), response);
    return response.sum();
  }
}
