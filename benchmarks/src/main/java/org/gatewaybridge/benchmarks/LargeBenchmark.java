package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.Spread;
import org.gatewaybridge.benchmarks.apps.Large;

/** Ten GiB each way through a heap of 64 MiB, beside a servlet that does the same. */
public final class LargeBenchmark {
  private static final String RAW = "raw";
  private static final String BRIDGE = "bridge";
  private static final List<String> JVM = List.of("-Xmx64m");
  private static final int ROUNDS = 3;
  private static final double MEGABYTE = 1e6;
  private static final double MEBIBYTE = 1 << 20;

  private final Path work = BenchmarkOptions.work();
  private final Path java = BenchmarkOptions.java();
  private final long gibibytes = BenchmarkOptions.number("gibibytes");
  private final long blocks = (gibibytes << 30) / Large.BLOCK_BYTES;

  /**
   * One container, one way; MB/s without hashing.
   *
   * @param hashRight whether the other side got the bytes that were sent, all by the bridge
   */
  record Moved(
      String container,
      String version,
      String way,
      List<Double> raw,
      List<Double> bridge,
      boolean hashRight,
      double liveMebibytesBefore,
      double liveMebibytesAfter) {}

  /** All that was measured. */
  record Larges(Machine machine, long gibibytes, List<Moved> moved) {}

  private LargeBenchmark() {}

  /** Runs on the containers of {@code benchmark.containers} and writes the results. */
  static void run() throws IOException, InterruptedException {
    new LargeBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Larges larges = new Larges(Machine.with(java), gibibytes, new ArrayList<>());
    for (BenchmarkContainer container : BenchmarkOptions.containers()) {
      larges.moved().addAll(measure(container));
      Report.write("large", larges.machine(), larges, markdown(larges));
    }
    Plot.bars(
        Report.file("large", larges.machine()),
        "A body of " + gibibytes + " GiB",
        "MB/s",
        larges.moved().stream().map(one -> one.container() + " " + one.way()).toList(),
        Map.of(
            RAW, larges.moved().stream().map(one -> spread(one.raw()).median()).toList(),
            BRIDGE, larges.moved().stream().map(one -> spread(one.bridge()).median()).toList()));
  }

  private List<Moved> measure(BenchmarkContainer container) throws IOException {
    Map<String, War> wars =
        Map.of(
            "/" + RAW, War.ofServlet(work.resolve("large-raw-war"), "LargeServlet"),
            "/" + BRIDGE, War.ofApp(work.resolve("large-war"), work, "LargeApp"));
    List<Moved> moved = new ArrayList<>();
    try (BenchmarkServer server = BenchmarkServer.start(container, wars, work, java, JVM);
        ServerBeans beans = ServerBeans.of(server.pid())) {
      for (String name : List.of(RAW, BRIDGE)) { // classes are loaded and compiled
        download(server, name, Math.min(blocks, 16_384), false);
        upload(server, name, Math.min(blocks, 16_384), false);
      }
      for (String way : List.of("download", "upload")) {
        double before = beans.liveBytes() / MEBIBYTE;
        List<Double> raw = new ArrayList<>();
        List<Double> bridge = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          if (round % 2 == 0) {
            raw.add(move(server, way, RAW));
            bridge.add(move(server, way, BRIDGE));
          } else {
            bridge.add(move(server, way, BRIDGE));
            raw.add(move(server, way, RAW));
          }
        }
        String hash =
            way.equals("download")
                ? download(server, BRIDGE, blocks, true)
                : upload(server, BRIDGE, blocks, true);
        Moved one =
            new Moved(
                container.id(),
                container.version(),
                way,
                raw,
                bridge,
                hash.equals(hash()),
                before,
                beans.liveBytes() / MEBIBYTE);
        System.out.println(one);
        moved.add(one);
      }
    }
    return moved;
  }

  private String hash() {
    MessageDigest digest = Large.sha256();
    for (long i = 0; i < blocks; i++) {
      digest.update(Large.block(i));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns MB/s. */
  private double move(BenchmarkServer server, String way, String name) throws IOException {
    long begin = System.nanoTime();
    String length =
        way.equals("download")
            ? download(server, name, blocks, false)
            : upload(server, name, blocks, false);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (Long.parseLong(length) != blocks * Large.BLOCK_BYTES) {
      throw new IllegalStateException(
          "%s by %s moved %s bytes of %d".formatted(way, name, length, blocks * Large.BLOCK_BYTES));
    }
    return blocks * Large.BLOCK_BYTES / MEGABYTE / seconds;
  }

  /** Returns the length of what came, or its hash. */
  private static String download(BenchmarkServer server, String name, long blocks, boolean hash)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          "GET /%s/%d HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
              .formatted(name, blocks);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      InputStream in = new BufferedInputStream(socket.getInputStream(), Large.BLOCK_BYTES);
      expectOk(in);
      MessageDigest digest = Large.sha256();
      byte[] block = new byte[Large.BLOCK_BYTES];
      long length = 0;
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        length += read;
        if (hash) {
          digest.update(block, 0, read);
        }
      }
      return hash ? HexFormat.of().formatHex(digest.digest()) : Long.toString(length);
    }
  }

  /** Returns what the server says of what came there: its length, or its hash. */
  private static String upload(BenchmarkServer server, String name, long blocks, boolean hash)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          "POST /%s/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
              .formatted(name, hash ? "hash" : "length", blocks * Large.BLOCK_BYTES);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(US_ASCII));
      for (long i = 0; i < blocks; i++) {
        out.write(Large.block(i));
      }
      InputStream in = new BufferedInputStream(socket.getInputStream());
      expectOk(in);
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  /** Reads a head up to its empty line. */
  private static void expectOk(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("The answer ends in its head: " + head);
      }
      head.append((char) b);
    }
    if (!head.toString().startsWith("HTTP/1.1 200")) {
      throw new IOException("No 200: " + head);
    }
  }

  private static String markdown(Larges larges) {
    StringBuilder text = new StringBuilder("# Large bodies\n\n");
    text.append(larges.machine().words());
    text.append(
        String.format(
            Locale.ROOT,
            " %d GiB each way in one body at `-Xmx64m`, by the bridge and by a servlet that does"
                + " the same, alternated, %d rounds without hashing, then once by the bridge with"
                + " SHA-256 on both sides; the client runs on the same cores. Medians, and in"
                + " brackets the least and the most; live is the heap after a full collection,"
                + " before and after all this.%n%n",
            larges.gibibytes(),
            ROUNDS));
    text.append(
        """
        | container | way | raw, MB/s | bridge, MB/s | bridge / raw | hash | live before, MiB | after |
        |---|---|---:|---:|---:|---|---:|---:|
        """);
    for (Moved one : larges.moved()) {
      Spread ratio =
          Spread.of(
              IntStream.range(0, ROUNDS)
                  .mapToDouble(i -> one.bridge().get(i) / one.raw().get(i))
                  .toArray());
      text.append(
          String.format(
              Locale.ROOT,
              "| %s %s | %s | %s | %s | %s | %s | %.1f | %.1f |%n",
              one.container(),
              one.version(),
              one.way(),
              spread(one.raw()).show("%,.0f"),
              spread(one.bridge()).show("%,.0f"),
              ratio.show("%.2f"),
              one.hashRight() ? "right" : "WRONG",
              one.liveMebibytesBefore(),
              one.liveMebibytesAfter()));
    }
    return text.toString();
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
