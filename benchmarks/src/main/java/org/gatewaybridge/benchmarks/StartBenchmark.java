package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.Spread;

/**
 * How long Tomcat, as it is published, takes from its process to the first answer of a WAR that was
 * dropped in: with the bridge, and of a bare servlet.
 */
public final class StartBenchmark {
  private static final int START_SECONDS = 60;
  private static final Pattern DEPLOYED =
      Pattern.compile("ROOT\\.war\\] has finished in \\[([\\d,.]+)\\] ms");

  private final Path work = BenchmarkOptions.work();
  private final Path java = BenchmarkOptions.java();
  private final int rounds = 3 * BenchmarkOptions.number("rounds");
  private final Path home =
      work.resolve(
          "tomcat-home/apache-tomcat-" + BenchmarkContainer.named("tomcat11").get(0).version());
  private final Path base = work.resolve("tomcat-base");

  /**
   * One start.
   *
   * @param answer seconds from the process to the first answer
   * @param deployment seconds that Tomcat says it took to deploy the WAR
   * @param cpu seconds of CPU time until the first answer
   */
  record Start(double answer, double deployment, double cpu) {}

  /** All that was measured. */
  record Starts(
      Machine machine, long rawBytes, long bridgeBytes, List<Start> raw, List<Start> bridge) {}

  private StartBenchmark() {}

  /** Starts Tomcat again and again, and writes the results. */
  static void run() throws IOException, InterruptedException {
    new StartBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Path raw = packed(War.ofServlet(work.resolve("raw-war"), "HelloServlet"), "raw");
    Path bridge = packed(War.ofApp(work.resolve("bridge-war"), work, "HelloApp"), "bridge");
    Starts starts =
        new Starts(
            Machine.with(java),
            Files.size(raw),
            Files.size(bridge),
            new ArrayList<>(),
            new ArrayList<>());
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        starts.raw().add(start(raw));
        starts.bridge().add(start(bridge));
      } else {
        starts.bridge().add(start(bridge));
        starts.raw().add(start(raw));
      }
    }
    Report.write("start", starts.machine(), starts, markdown(starts));
    Plot.bars(
        Report.file("start", starts.machine()),
        "Tomcat's start to the first answer",
        "seconds",
        List.of("first answer"),
        Map.of(
            "a bare servlet", List.of(spread(starts.raw(), Start::answer).median()),
            "hello behind the bridge", List.of(spread(starts.bridge(), Start::answer).median())));
  }

  private Path packed(War war, String name) throws IOException {
    Path file = work.resolve(name + ".war");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> all = Files.walk(war.directory())) {
      for (Path one : all.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(war.directory().relativize(one).toString()));
        zip.write(Files.readAllBytes(one));
      }
    }
    return file;
  }

  /** Starts a Tomcat that has this WAR as its only app, and ends it at its first answer. */
  private Start start(Path war) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path webapps = Files.createDirectories(fresh(base).resolve("webapps"));
    Files.copy(war, webapps.resolve("ROOT.war"));
    Path conf = Files.createDirectories(base.resolve("conf"));
    Files.copy(home.resolve("conf/web.xml"), conf.resolve("web.xml"));
    Files.writeString(
        conf.resolve("server.xml"), Resources.text("server.xml", UTF_8).formatted(port));
    Files.createDirectories(base.resolve("logs"));
    Files.createDirectories(base.resolve("temp"));
    Path log = base.resolve("logs/out");
    List<String> command =
        List.of(
            java.resolve("bin/java").toString(),
            "-Dcatalina.home=" + home,
            "-Dcatalina.base=" + base,
            "-Djava.io.tmpdir=" + base.resolve("temp"),
            "-cp",
            home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
            "org.apache.catalina.startup.Bootstrap",
            "start");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      awaitAnswer(process, URI.create("http://127.0.0.1:" + port + "/hello"), log);
      double answer = (System.nanoTime() - begin) / 1e9;
      double cpu = process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
      return new Start(answer, deployment(log), cpu);
    } finally {
      process.destroy();
      process.waitFor(30, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  private static double deployment(Path log) throws IOException {
    Matcher told = DEPLOYED.matcher(Files.readString(log));
    if (!told.find()) {
      throw new IllegalStateException("Tomcat does not say that it deployed; its log: " + log);
    }
    return Integer.parseInt(told.group(1).replaceAll("\\D", "")) / 1e3;
  }

  /** Returns an empty folder. */
  static Path fresh(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  private static void awaitAnswer(Process process, URI page, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        if (connection.getResponseCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // asked again
      }
      Thread.sleep(2);
    }
    throw new IllegalStateException("Tomcat does not answer; its log:\n" + Files.readString(log));
  }

  private static String markdown(Starts starts) {
    return """
    # Start

    %s Tomcat 11 as it is published, one WAR in its webapps, from the start of its process to the first answer, %d times each in turns.
    Medians, and in brackets the middle half; what the bridge adds is compared start by start.

    | | a bare servlet | hello behind the bridge | the bridge adds, ms |
    |---|---:|---:|---:|
    | WAR, bytes | %,d | %,d | |
    | process to first answer, s | %s | %s | %s |
    | of it deploying the WAR, as Tomcat says, s | %s | %s | %s |
    | CPU time to the first answer, s | %s | %s | %s |

    Both WARs hold the classes of all the benchmarks' apps; the WAR that gateway:war makes of one hello app is asked to stay below 156 KiB by an integration test of the plugin.
    """
        .formatted(
            starts.machine().words(),
            starts.raw().size(),
            starts.rawBytes(),
            starts.bridgeBytes(),
            spread(starts.raw(), Start::answer).show("%.3f"),
            spread(starts.bridge(), Start::answer).show("%.3f"),
            added(starts, Start::answer),
            spread(starts.raw(), Start::deployment).show("%.3f"),
            spread(starts.bridge(), Start::deployment).show("%.3f"),
            added(starts, Start::deployment),
            spread(starts.raw(), Start::cpu).show("%.2f"),
            spread(starts.bridge(), Start::cpu).show("%.2f"),
            added(starts, Start::cpu));
  }

  private static String added(Starts starts, ToDoubleFunction<Start> figure) {
    return Spread.of(
            IntStream.range(0, starts.raw().size())
                .mapToDouble(
                    i ->
                        (figure.applyAsDouble(starts.bridge().get(i))
                                - figure.applyAsDouble(starts.raw().get(i)))
                            * 1e3)
                .toArray())
        .show("%.0f");
  }

  private static Spread spread(List<Start> starts, ToDoubleFunction<Start> figure) {
    return Spread.of(starts.stream().mapToDouble(figure).toArray());
  }
}
