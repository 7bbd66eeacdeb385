package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

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
 * @param startSeconds from the start of its first process to its first answer
 */
record PythonServer(String name, List<Process> roots, int port, double startSeconds)
    implements AutoCloseable {
  static final String BRIDGE = "bridge";
  private static final int START_SECONDS = 60;
  private static final int THREADS = 4;

  /**
   * What all servers of an app have in common.
   *
   * @param path a page of the app that answers GET
   */
  record Plan(
      String module,
      String path,
      String python,
      int workers,
      Path work,
      Path java,
      Map<String, String> environment) {}

  /** Finds the apps, where the build has copied them. */
  static Path sources() {
    return BenchmarkOptions.module("src/main/python");
  }

  /** Tomcat 11 and the bridge. */
  static PythonServer bridge(Plan plan) throws IOException, InterruptedException {
    return bridge(BRIDGE, plan, 1);
  }

  /** The same with as many threads in each worker as Gunicorn's have. */
  static PythonServer bridgeWithThreads(Plan plan) throws IOException, InterruptedException {
    return bridge(BRIDGE + ", threads", plan, THREADS);
  }

  private static PythonServer bridge(String name, Plan plan, int threads)
      throws IOException, InterruptedException {
    War war = war(plan, Integer.toString(threads));
    int port = freePort();
    List<String> command = tomcat(plan, port, war.directory());
    command.add(1, "-Dgateway.python.threads=" + threads);
    return start(name, plan, List.of(command), port);
  }

  /**
   * Tomcat 11 and the bridge, with the Python that the WAR carries, and the system's packages.
   *
   * @param war the folder of the WAR
   * @param cache where its Python is unpacked
   */
  static PythonServer carried(Plan plan, Path war, Path cache)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = tomcat(plan, port, war);
    command.removeIf(argument -> argument.startsWith("-Dgateway.python.executable="));
    command.add(1, "-Dgateway.python.cache=" + cache);
    command.add(1, "-Dgateway.python.env.PYTHONPATH=/usr/lib/python3/dist-packages");
    return start("carried", plan, List.of(command), port);
  }

  /** Makes the WAR of an app, unpacked. */
  static War war(Plan plan, String name) {
    Path folder = plan.work().resolve(plan.module() + "-" + name);
    return War.ofPython(folder, plan.work().resolveSibling(""), plan.module());
  }

  /** Tomcat 11 without the bridge, its default servlet: answers the path with a file's bytes. */
  static PythonServer files(Plan plan, Path file, String path)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(plan.work().resolve("files/WEB-INF"));
    Files.writeString(folder.resolve("web.xml"), Resources.text("files.xml", UTF_8));
    Path root = folder.resolveSibling("");
    Files.copy(file, root.resolve(path.substring(1)), REPLACE_EXISTING);
    int port = freePort();
    return start("Tomcat's files", plan, List.of(tomcat(plan, port, root)), port);
  }

  private static List<String> tomcat(Plan plan, int port, Path war) {
    BenchmarkContainer tomcat = BenchmarkContainer.named("tomcat11").get(0);
    String classPath = tomcat.classPath(plan.work().resolveSibling(""));
    List<String> command = new ArrayList<>();
    command.addAll(List.of(plan.java().resolve("bin/java").toString(), "-Xms256m", "-Xmx256m"));
    command.add("-Dgateway.python.executable=" + plan.python());
    command.add("-Dgateway.python.workers=" + plan.workers());
    command.addAll(List.of("-cp", classPath, "org.gatewaybridge.servers.Main"));
    command.addAll(List.of("--server", tomcat.kind(), "--port", Integer.toString(port)));
    command.addAll(List.of("--war", war.toString(), "--context-path", "/", "--exit-with-parent"));
    return command;
  }

  static PythonServer gunicornSync(Plan plan) throws IOException, InterruptedException {
    int port = freePort();
    return start("gunicorn sync", plan, List.of(gunicorn(plan, port, "-k", "sync")), port);
  }

  static PythonServer gunicornThreads(Plan plan) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command =
        gunicorn(
            plan,
            port,
            "-k",
            "gthread",
            "--threads",
            Integer.toString(THREADS),
            "--keep-alive",
            "75");
    return start("gunicorn, threads", plan, List.of(command), port);
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

  /** Starts a server of the plan's app by these commands, and waits for its first answer. */
  static PythonServer start(String name, Plan plan, List<List<String>> commands, int port)
      throws IOException, InterruptedException {
    List<Process> roots = new ArrayList<>();
    long begin = System.nanoTime();
    for (List<String> command : commands) {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(sources().toFile());
      builder.environment().putAll(plan.environment());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(plan, name).toFile()));
      roots.add(builder.start());
    }
    boolean answers = answers(roots, URI.create("http://127.0.0.1:" + port + plan.path()));
    double seconds = (System.nanoTime() - begin) / 1e9;
    PythonServer server = new PythonServer(name, roots, port, seconds);
    if (!answers) {
      server.close();
      throw new IllegalStateException(
          name + " does not answer; its log:\n" + Files.readString(log(plan, name), UTF_8));
    }
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static Path log(Plan plan, String name) {
    return plan.work().resolve(name.replaceAll("\\W+", "-") + ".log");
  }

  /** Waits for the first answer that is no failure; returns whether it came. */
  private static boolean answers(List<Process> roots, URI page) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && roots.stream().allMatch(Process::isAlive)) {
      try {
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        if (connection.getResponseCode() < 500) { // 405 and the like where it wants a body
          return true;
        }
      } catch (IOException notYet) {
        // asked again
      }
      Thread.sleep(10);
    }
    return false;
  }

  /** Returns the process of its JVM, if it has one. */
  long pid() {
    return roots.get(0).pid();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private Stream<ProcessHandle> processes() {
    return roots.stream()
        .map(Process::toHandle)
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
  }

  private Stream<ProcessHandle> interpreters() {
    return processes()
        .filter(process -> process.info().command().orElse("").matches(".*/python[0-9.]*"));
  }

  /** What a server has used and holds, all its processes or only those of Python. */
  record Use(double cpuSeconds, double pythonCpuSeconds, long bytes, long pythonBytes) {}

  /** Returns the time spent on a core, and the memory, what is shared counted once (PSS). */
  Use use() {
    return new Use(
        cpuSeconds(processes()),
        cpuSeconds(interpreters()),
        processes().mapToLong(PythonServer::pss).sum(),
        interpreters().mapToLong(PythonServer::pss).sum());
  }

  private static double cpuSeconds(Stream<ProcessHandle> processes) {
    return processes
        .mapToDouble(
            process ->
                process.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0))
        .sum();
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
