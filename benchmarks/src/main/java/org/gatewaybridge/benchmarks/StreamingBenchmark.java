package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.benchmarks.Results.Machine;

/** Ten thousand clients that each get an event a second, on virtual threads and without. */
public final class StreamingBenchmark {
  private static final int EVENTS = 60;
  private static final int SECONDS = 90;
  private static final double MEBIBYTE = 1 << 20;
  private static final int HEAP_MEBIBYTES = 512;
  // Tomcat's own buffers and objects take 100 KiB for each connection that has a request.
  private static final int TOMCAT_HEAP_MEBIBYTES = 1536;

  private final Path work = BenchmarkOptions.work();
  private final Path java = BenchmarkOptions.java();
  private final int clients = BenchmarkOptions.number("clients");

  /** One container in one mode. */
  record Streamed(
      String container,
      String version,
      String execution,
      StreamClients.Met met,
      int mostPlatformThreads,
      double mostHeapMebibytes,
      double cpuSeconds) {}

  /** All that was measured. */
  record Streaming(Machine machine, int clients, int events, List<Streamed> streamed) {}

  private StreamingBenchmark() {}

  /** Runs on the containers of {@code benchmark.containers} and writes the results. */
  static void run() throws IOException, InterruptedException {
    new StreamingBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Machine machine = Machine.with(java);
    if (Integer.parseInt(machine.jdk().feature()) < 21) {
      throw new IllegalStateException(
          "JDK %s has no virtual threads; name one from 21 on with -Dbenchmark.java=HOME"
              .formatted(machine.jdk().version()));
    }
    Streaming streaming = new Streaming(machine, clients, EVENTS, new ArrayList<>());
    for (BenchmarkContainer container : BenchmarkOptions.containers()) {
      for (String execution : List.of("virtual", "container")) {
        streaming.streamed().add(measure(container, execution));
        Report.write("streaming", machine, streaming, markdown(streaming));
      }
    }
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    for (String execution : List.of("virtual", "container")) {
      bars.put(
          execution,
          streaming.streamed().stream()
              .filter(one -> one.execution().equals(execution))
              .map(one -> (double) one.met().served())
              .toList());
    }
    Plot.bars(
        Report.file("streaming", machine),
        "Clients that got all of " + EVENTS + " events, one a second",
        "clients",
        streaming.streamed().stream().map(Streamed::container).distinct().toList(),
        bars);
  }

  private Streamed measure(BenchmarkContainer container, String execution)
      throws IOException, InterruptedException {
    War war = War.ofApp(work.resolve("streaming-war"), work, "StreamingApp");
    int heapMebibytes = container.isTomcat() ? TOMCAT_HEAP_MEBIBYTES : HEAP_MEBIBYTES;
    boolean virtual = execution.equals("virtual");
    BenchmarkContainer asked = container.with(2 * clients, virtual ? 32 : 200);
    List<String> jvm = List.of("-Xmx" + heapMebibytes + "m", "-Dgateway.execution=" + execution);
    try (BenchmarkServer server =
            BenchmarkServer.start(asked, Map.of("/stream", war), work, java, jvm);
        ServerBeans beans = ServerBeans.of(server.pid())) {
      new StreamClients(server.port(), "/stream/1", 100, 1).run(10); // classes are loaded
      double cpu = server.cpuSeconds();
      Most heap = new Most(beans);
      Thread watch = new Thread(heap, "heap");
      watch.start();
      StreamClients.Met met =
          new StreamClients(server.port(), "/stream/" + EVENTS, clients, EVENTS).run(SECONDS);
      heap.stop();
      watch.join();
      Streamed streamed =
          new Streamed(
              container.id(),
              container.version(),
              execution,
              met,
              beans.mostThreads(),
              heap.bytes() / MEBIBYTE,
              server.cpuSeconds() - cpu);
      System.out.println(streamed);
      return streamed;
    }
  }

  /** Remembers the most that the heap held. */
  private static final class Most implements Runnable {
    private final ServerBeans beans;
    private volatile boolean stopped;
    private volatile long bytes;

    Most(ServerBeans beans) {
      this.beans = beans;
    }

    @Override
    public void run() {
      try {
        while (!stopped) {
          bytes = Math.max(bytes, beans.heapBytes());
          Thread.sleep(500); // a sample
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void stop() {
      stopped = true;
    }

    long bytes() {
      return bytes;
    }
  }

  private static String markdown(Streaming streaming) {
    StringBuilder text = new StringBuilder("# Streaming to many clients\n\n");
    text.append(streaming.machine().words());
    text.append(
        String.format(
            Locale.ROOT,
            " %,d clients, each on a connection of its own, ask for %d events, one a second"
                + " (`-Xmx%dm`, Tomcat `-Xmx%dm`); they begin within %d s, and after %d s it ends."
                + " Late is an event from when it was due to when its client read it; the clients"
                + " run on the same cores. Threads are platform threads, all of the JVM; the heap"
                + " holds dead objects too. Tomcat's maxConnections was raised, whose default is"
                + " 8,192; with virtual threads its and Jetty's maxThreads was 32, else 200, the"
                + " default.%n%n",
            streaming.clients(),
            streaming.events(),
            HEAP_MEBIBYTES,
            TOMCAT_HEAP_MEBIBYTES,
            streaming.clients() / 2000,
            SECONDS));
    text.append(
        "| container | gateway.execution | clients served whole | begun | late, p50, ms | p99, ms |"
            + " most threads | most heap, MiB | CPU s |\n"
            + "|---|---|---:|---:|---:|---:|---:|---:|---:|\n");
    for (Streamed one : streaming.streamed()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s %s | %s | %,d | %,d | %.0f | %.0f | %d | %.0f | %.0f |%n",
              one.container(),
              one.version(),
              one.execution(),
              one.met().served(),
              one.met().begun(),
              one.met().p50LateMillis(),
              one.met().p99LateMillis(),
              one.mostPlatformThreads(),
              one.mostHeapMebibytes(),
              one.cpuSeconds()));
    }
    return text.toString();
  }
}
