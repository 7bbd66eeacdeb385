package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.Spread;
import org.gatewaybridge.wartemplate.WarTemplate;

/** A file by {@code Bodies.file}, by the container's own servlet of files, and by nginx. */
public final class FilesBenchmark {
  private static final String BRIDGE = "bridge";
  private static final String OWN = "own servlet of files";
  private static final String NGINX = "nginx";
  private static final int CONNECTIONS = 4;
  private static final int LOAD_SECONDS = 2;
  private static final double MEGABYTE = 1e6;
  private static final long GIBIBYTE = 1L << 30;
  private static final Map<String, Long> FILES = Map.of("10-MiB", 10L << 20, "1-GiB", GIBIBYTE);
  private static final List<String> JVM =
      List.of("-Xms256m", "-Xmx256m", "-XX:ActiveProcessorCount=2");

  private final Path work = BenchmarkOptions.work();
  private final Path java = BenchmarkOptions.java();
  private final int rounds = BenchmarkOptions.number("rounds");
  private final int warmup = BenchmarkOptions.number("warmup");
  private final Path folder = work.resolve("files-war");

  /** One load of some seconds. */
  record Turn(double megabytesPerSecond, double cpuSecondsPerGibibyte) {}

  /** Who sends a file. */
  private record Contestant(String name, URI root, DoubleSupplier cpuSeconds) {}

  /** One file from one container: turns by contestant. */
  record OfFile(String container, String version, String file, Map<String, List<Turn>> turns) {
    private List<Turn> of(String contestant) {
      return turns.getOrDefault(contestant, List.of());
    }

    private Spread spread(String contestant, ToDoubleFunction<Turn> figure) {
      return Spread.of(of(contestant).stream().mapToDouble(figure).toArray());
    }

    /** Compares the bridge with another, round by round. */
    private Spread bridgeTo(String contestant, ToDoubleFunction<Turn> figure) {
      return Spread.of(
          IntStream.range(0, of(BRIDGE).size())
              .mapToDouble(
                  i ->
                      figure.applyAsDouble(of(BRIDGE).get(i))
                          / figure.applyAsDouble(of(contestant).get(i)))
              .toArray());
    }
  }

  /** All that was measured. */
  record Sent(Machine machine, int rounds, List<OfFile> files) {}

  private FilesBenchmark() {}

  /** Runs on the containers of {@code benchmark.containers} and writes the results. */
  static void run() throws IOException, InterruptedException {
    new FilesBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    makeFiles();
    Sent sent = new Sent(Machine.with(java), rounds, new ArrayList<>());
    try (Nginx nginx = Nginx.serving(folder, work)) {
      nginx.keepOnCore(0);
      for (BenchmarkContainer container : BenchmarkOptions.containers()) {
        sent.files().addAll(measure(container, nginx));
        Report.write("files", sent.machine(), sent, markdown(sent));
      }
    }
    plot(sent);
  }

  /** Makes the files, and a WAR of nothing else: its container's own servlet answers. */
  private void makeFiles() throws IOException {
    Path descriptor = folder.resolve(WarTemplate.WEB_XML);
    Files.createDirectories(descriptor.resolveSibling(""));
    Files.writeString(descriptor, Resources.text("files.xml", UTF_8));
    for (Map.Entry<String, Long> one : FILES.entrySet()) {
      Path path = folder.resolve(one.getKey());
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(one.getValue());
      }
    }
  }

  private List<OfFile> measure(BenchmarkContainer container, Nginx nginx)
      throws IOException, InterruptedException {
    Map<String, War> wars =
        Map.of(
            "/own",
            new War(folder),
            "/bridge",
            War.ofApp(work.resolve("files-bridge-war"), work, "FilesApp"));
    List<String> jvm = new ArrayList<>(JVM);
    jvm.add("-Dbenchmark.folder=" + folder);
    Wrk wrk = Wrk.of(Programs.onCore(1), work, CONNECTIONS);
    List<OfFile> measured = new ArrayList<>();
    try (BenchmarkServer server = BenchmarkServer.start(container, wars, work, java, jvm)) {
      List<Contestant> contestants =
          List.of(
              new Contestant(BRIDGE, server.uri("/bridge/"), server::cpuSeconds),
              new Contestant(OWN, server.uri("/own/"), server::cpuSeconds),
              new Contestant(NGINX, nginx.uri("/"), nginx::cpuSeconds));
      for (Contestant one : contestants.subList(0, 2)) {
        WarmUp.run(
            server.pid(),
            java,
            warmup / 2,
            seconds -> wrk.tryRun(one.root().resolve("10-MiB"), seconds));
      }
      Programs.keepOnCore(0, server.pid());
      for (String file : FILES.keySet().stream().sorted().toList()) {
        OfFile one = new OfFile(container.id(), container.version(), file, new LinkedHashMap<>());
        for (int round = 0; round < rounds; round++) {
          for (int i = 0; i < contestants.size(); i++) {
            int at = round % 2 == 0 ? i : contestants.size() - 1 - i;
            Contestant contestant = contestants.get(at);
            one.turns()
                .computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                .add(load(wrk, contestant, file));
          }
        }
        System.out.println(row(one, BRIDGE) + row(one, OWN) + row(one, NGINX));
        measured.add(one);
      }
    }
    return measured;
  }

  private static Turn load(Wrk wrk, Contestant contestant, String file)
      throws IOException, InterruptedException {
    double cpu = contestant.cpuSeconds().getAsDouble();
    Wrk.Facts facts = wrk.tryRun(contestant.root().resolve(file), LOAD_SECONDS);
    if (facts.errors() > 0) {
      throw new IllegalStateException(contestant.name() + " failed to send " + file);
    }
    cpu = contestant.cpuSeconds().getAsDouble() - cpu;
    return new Turn(
        facts.bytes() / MEGABYTE / (facts.duration() / 1e6), cpu * GIBIBYTE / facts.bytes());
  }

  private static String markdown(Sent sent) {
    StringBuilder text = new StringBuilder("# Files\n\n");
    text.append(sent.machine().words());
    text.append(
        String.format(
            Locale.ROOT,
            " A file by the bridge (`Bodies.file`), by the servlet of files that the container has"
                + " itself, and by nginx (one worker, sendfile), in turns of %d s, %d rounds, %d"
                + " connections%s.%nMedians, and in brackets the middle half; bridge / it compares"
                + " round by round.%n%n",
            LOAD_SECONDS,
            sent.rounds(),
            CONNECTIONS,
            Programs.canPin() ? "; the server on one core, wrk on another" : ""));
    text.append(
        """
        | container | file | by | MB/s | bridge / it | CPU s per GiB | bridge / it |
        |---|---|---|---:|---:|---:|---:|
        """);
    for (OfFile one : sent.files()) {
      one.turns().keySet().stream().sorted().forEach(name -> text.append(row(one, name)));
    }
    return text.toString();
  }

  private static String row(OfFile one, String name) {
    return "| %s %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            one.container(),
            one.version(),
            one.file().replace('-', ' '),
            name,
            one.spread(name, Turn::megabytesPerSecond).show("%,.0f"),
            name.equals(BRIDGE) ? "" : one.bridgeTo(name, Turn::megabytesPerSecond).show("%.2f"),
            one.spread(name, Turn::cpuSecondsPerGibibyte).show("%.3f"),
            name.equals(BRIDGE)
                ? ""
                : one.bridgeTo(name, Turn::cpuSecondsPerGibibyte).show("%.2f"));
  }

  private static void plot(Sent sent) throws IOException {
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    for (String name : List.of(BRIDGE, OWN, NGINX)) {
      bars.put(
          name,
          sent.files().stream()
              .map(one -> one.spread(name, Turn::cpuSecondsPerGibibyte).median())
              .toList());
    }
    Plot.bars(
        Report.file("files", sent.machine()),
        "CPU time of sending a file",
        "CPU seconds per GiB",
        sent.files().stream().map(one -> one.container() + " " + one.file()).toList(),
        bars);
  }
}
