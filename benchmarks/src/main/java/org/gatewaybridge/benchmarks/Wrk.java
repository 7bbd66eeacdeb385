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

  /** What a run found; times in microseconds. */
  record Facts(long requests, long duration, long errors, double p50, double p99) {

    double requestsPerSecond() {
      return requests * 1e6 / duration;
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
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Double.parseDouble(words[4]),
          Double.parseDouble(words[5]));
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

  /** Loads an address for some seconds, on keep-alive connections; throws if any request failed. */
  Facts run(URI address, int seconds) throws IOException, InterruptedException {
    Facts facts = tryRun(address, seconds);
    if (facts.errors() > 0) {
      throw new IllegalStateException(facts.errors() + " requests to " + address + " failed");
    }
    return facts;
  }

  /** Does the same; errors are for the caller to see. */
  Facts tryRun(URI address, int seconds) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s"));
    command.addAll(List.of("-s", script.toString(), address.toString()));
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(wrk.getInputStream().readAllBytes(), UTF_8);
    if (!wrk.waitFor(1, TimeUnit.MINUTES) || wrk.exitValue() != 0) {
      throw new IllegalStateException("wrk failed:\n" + output);
    }
    return Facts.parse(output);
  }
}
