package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of one Python app: its processes and where it listens.
 *
 * @param name what it is called in the results
 * @param roots its processes, each with all that it has started
 */
record PythonServer(String name, List<Process> roots, int port) implements AutoCloseable {
  private static final int START_SECONDS = 60;

  /** What all servers of an app have in common. */
  record Plan(
      String module,
      String python,
      int workers,
      Path work,
      Path java,
      Map<String, String> environment) {}

  /** Finds the apps, where the build has copied them. */
  static Path sources() {
    return Path.of(System.getProperty("benchmark.python.sources"));
  }

  /** Tomcat 11 and the bridge. */
  static PythonServer bridge(Plan plan) throws IOException, InterruptedException {
    Container tomcat = Container.named("tomcat11").get(0);
    Path all = plan.work().resolveSibling("");
    War war = War.ofPython(plan.work().resolve(plan.module()), all, plan.module());
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(plan.java().resolve("bin/java").toString(), "-Xms256m", "-Xmx256m"));
    command.add("-Dgateway.python.executable=" + plan.python());
    command.add("-Dgateway.python.workers=" + plan.workers());
    command.addAll(List.of("-cp", tomcat.classPath(all), "org.gatewaybridge.servers.Main"));
    command.addAll(List.of("--server", tomcat.kind(), "--port", Integer.toString(port)));
    command.addAll(List.of("--war", war.directory().toString(), "--context-path", ""));
    command.add("--exit-with-parent");
    return start("bridge", plan, List.of(command), port);
  }

  static PythonServer gunicornSync(Plan plan) throws IOException, InterruptedException {
    int port = freePort();
    return start("gunicorn sync", plan, List.of(gunicorn(plan, port, "-k", "sync")), port);
  }

  static PythonServer gunicornThreads(Plan plan) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command =
        gunicorn(plan, port, "-k", "gthread", "--threads", "4", "--keep-alive", "75");
    return start("gunicorn gthread", plan, List.of(command), port);
  }

  /** Gunicorn's usual place, with its sync workers. */
  static PythonServer gunicornBehindNginx(Plan plan) throws IOException, InterruptedException {
    int behind = freePort();
    int port = freePort();
    Path folder = Files.createDirectories(plan.work().resolve("nginx"));
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration, Resources.text("nginx.conf", UTF_8).formatted(folder, port, behind));
    List<String> nginx = List.of("nginx", "-c", configuration.toString(), "-p", folder.toString());
    return start(
        "nginx, gunicorn sync", plan, List.of(gunicorn(plan, behind, "-k", "sync"), nginx), port);
  }

  private static List<String> gunicorn(Plan plan, int port, String... more) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(plan.python(), "-m", "gunicorn.app.wsgiapp"));
    command.addAll(List.of("-w", Integer.toString(plan.workers()), "-b", "127.0.0.1:" + port));
    command.addAll(List.of("--log-level", "warning", "--backlog", "2048"));
    command.addAll(List.of(more));
    command.add(plan.module() + ":application");
    return command;
  }

  private static PythonServer start(String name, Plan plan, List<List<String>> commands, int port)
      throws IOException, InterruptedException {
    PythonServer server = new PythonServer(name, new ArrayList<>(), port);
    for (List<String> command : commands) {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(sources().toFile());
      builder.environment().putAll(plan.environment());
      builder.redirectErrorStream(true);
      Path log = plan.work().resolve(name.replaceAll("\\W+", "-") + ".log");
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      server.roots.add(builder.start());
    }
    try {
      server.awaitAnswer();
    } catch (IllegalStateException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void awaitAnswer() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end) {
      try {
        HttpURLConnection connection = (HttpURLConnection) uri("/hello").toURL().openConnection();
        if (connection.getResponseCode() < 500) { // 404 where the app has no such page
          return;
        }
      } catch (IOException notYet) {
        // asked again
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(name + " did not answer in " + START_SECONDS + " s");
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private Stream<ProcessHandle> processes() {
    return roots.stream()
        .map(Process::toHandle)
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
  }

  /** Returns the time that all its processes have spent on a core. */
  double cpuSeconds() {
    return processes()
        .mapToDouble(
            process ->
                process.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0))
        .sum();
  }

  /** Returns the memory of all its processes, what they share counted once (PSS). */
  long memoryBytes() {
    return processes().mapToLong(PythonServer::pss).sum();
  }

  private static long pss(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .sum();
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  /** Ends all its processes. */
  @Override
  public void close() {
    for (Process root : roots) {
      List<ProcessHandle> started = root.descendants().toList();
      root.destroy();
      try {
        root.waitFor(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      root.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
