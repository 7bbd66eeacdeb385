package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The load generator wrk, one thread of it.
 *
 * @param prefix what comes before {@code wrk} on the command line
 * @param script the file of {@code facts.lua}
 */
record Wrk(List<String> prefix, Path script, int connections) {

  /** What a run found; times in microseconds, bytes as they came over the connections. */
  record Facts(double requests, long duration, long errors, double p50, double p99, long bytes) {

    double requestsPerSecond() {
      return requests * 1e6 / duration;
    }

    /** Counts what came in bytes: of answers so large, a short run ends in the middle of many. */
    Facts inAnswersOf(long size) {
      return new Facts((double) bytes / size, duration, errors, p50, p99, bytes);
    }

    static Facts parse(String output) {
      String line =
          output
              .lines()
              .filter(text -> text.startsWith("FACTS "))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("wrk said no facts:\n" + output));
      String[] words = line.split(" ", -1);
      return new Facts(
          Double.parseDouble(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Double.parseDouble(words[4]),
          Double.parseDouble(words[5]),
          Long.parseLong(words[6]));
    }
  }

  /**
   * What one contestant did in one turn.
   *
   * @param cpuTicks the time that all threads of the server have spent on a core, in 10 ms
   */
  record Turn(int contestant, long requests, double micros, long cpuTicks) {
    static List<Turn> parse(String output) {
      return output.lines().filter(line -> line.startsWith("TURN ")).map(Turn::of).toList();
    }

    private static Turn of(String line) {
      String[] words = line.split(" ", -1);
      return new Turn(
          Integer.parseInt(words[1]),
          Long.parseLong(words[2]),
          Double.parseDouble(words[3]),
          Long.parseLong(words[4]));
    }
  }

  static Wrk of(List<String> prefix, Path work, int connections) throws IOException {
    if (!Programs.isThere("wrk")) {
      throw new IllegalStateException(
          "The load generator wrk is not on the PATH; install it (Debian: apt-get install wrk)");
    }
    Path script = Files.createDirectories(work).resolve("facts.lua");
    Files.write(script, Resources.bytes("facts.lua"));
    return new Wrk(prefix, script, connections);
  }

  /**
   * Returns a generator that posts.
   *
   * @param body a Lua expression for the body; "" for GET
   */
  Wrk posting(String body) throws IOException {
    if (body.isEmpty()) {
      return this;
    }
    String type = body.startsWith("'") ? "application/json" : "application/octet-stream";
    Path posting = script.resolveSibling("post.lua");
    Files.writeString(
        posting,
        Resources.text("post.lua", UTF_8).formatted(type, body) + Files.readString(script));
    return new Wrk(prefix, posting, connections);
  }

  /** Returns a generator that sends so many more headers. */
  Wrk withHeaders(int number) throws IOException {
    Path headed = script.resolveSibling("headers.lua");
    Files.writeString(
        headed, Resources.text("headers.lua", UTF_8).formatted(number) + Files.readString(script));
    return new Wrk(prefix, headed, connections);
  }

  /**
   * Loads the paths of one server, of one at a time, in turns of milliseconds; throws if any
   * request failed. On Linux only.
   *
   * @param pid the server's, for its CPU time
   */
  List<Turn> turns(URI server, int seconds, int turnMillis, long pid, List<String> paths)
      throws IOException, InterruptedException {
    Path turning = script.resolveSibling("turns.lua");
    Files.writeString(turning, Files.readString(script) + Resources.text("turns.lua", UTF_8));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(Integer.toString(turnMillis), Long.toString(pid)));
    arguments.addAll(paths);
    String output = output(turning, server, seconds, arguments);
    long errors = Facts.parse(output).errors();
    if (errors > 0) {
      throw new IllegalStateException(errors + " requests to " + server + " failed");
    }
    return Turn.parse(output);
  }

  /** Loads an address for some seconds, on keep-alive connections; errors are among the facts. */
  Facts tryRun(URI address, int seconds) throws IOException, InterruptedException {
    return Facts.parse(output(script, address, seconds, List.of()));
  }

  private String output(Path script, URI address, int seconds, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s"));
    command.addAll(List.of("--timeout", "60s")); // slow is no error: a large file takes seconds
    command.addAll(List.of("-s", script.toString(), address.toString(), "--"));
    command.addAll(arguments);
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(wrk.getInputStream().readAllBytes(), UTF_8);
    if (!wrk.waitFor(1, TimeUnit.MINUTES) || wrk.exitValue() != 0) {
      throw new IllegalStateException("wrk failed:\n" + output);
    }
    return output;
  }
}
