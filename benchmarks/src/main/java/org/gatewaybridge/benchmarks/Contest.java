package org.gatewaybridge.benchmarks;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.benchmarks.Results.Round;
import org.gatewaybridge.benchmarks.Results.Series;

/** Contestants that live in one server process and take turns under load. */
final class Contest {
  private static final int WARMUP_TURNS = 3;

  private final ServerProcess server;
  private final Wrk wrk;
  private final String path;
  private final List<Series> series;

  /**
   * Makes a contest without rounds.
   *
   * @param contestants the names of contexts
   * @param path what to ask each context for
   */
  Contest(ServerProcess server, Wrk wrk, List<String> contestants, String path) {
    this.server = server;
    this.wrk = wrk;
    this.path = path;
    this.series = contestants.stream().map(name -> new Series(name, new ArrayList<>())).toList();
  }

  /** Refuses contestants that differ in their answers: who sends less has an easy race. */
  void mustAnswerTheSame() throws IOException, InterruptedException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (Series one : series) {
      String answer = answer(address(one));
      answers.put(one.contestant(), answer.replace("/" + one.contestant() + "/", "/.../"));
    }
    if (answers.values().stream().distinct().count() != 1) {
      throw new IllegalStateException("The contestants answer differently: " + answers);
    }
  }

  private static String answer(URI address) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    // The length follows from the name in the body.
    HttpHeaders others =
        HttpHeaders.of(
            response.headers().map(), (name, value) -> !name.matches("date|content-length"));
    return response.statusCode() + " " + others.map() + " " + response.body();
  }

  /** Loads each for so many seconds, in turns: the compiler sees them all before it decides. */
  void warmUp(int seconds) throws IOException, InterruptedException {
    for (int turn = 0; turn < WARMUP_TURNS; turn++) {
      for (Series one : series) {
        wrk.run(address(one), Math.max(1, seconds / WARMUP_TURNS));
      }
    }
  }

  /** Loads each once, in turns from the other end, and says what came of it. */
  String round(int seconds) throws IOException, InterruptedException {
    List<Series> order = new ArrayList<>(series);
    if (series.get(0).rounds().size() % 2 == 1) {
      Collections.reverse(order);
    }
    for (Series one : order) {
      one.rounds().add(measure(address(one), seconds));
    }
    return series.stream().map(Contest::latest).collect(joining(", "));
  }

  private Round measure(URI address, int seconds) throws IOException, InterruptedException {
    Duration before = server.cpuTime();
    Wrk.Facts facts = wrk.run(address, seconds);
    double cpuMicros = server.cpuTime().minus(before).toNanos() / 1e3;
    return new Round(
        facts.requestsPerSecond(), cpuMicros / facts.requests(), facts.p50(), facts.p99());
  }

  private static String latest(Series one) {
    Round round = one.rounds().get(one.rounds().size() - 1);
    return String.format(
        Locale.ROOT,
        "%s %,.0f/s at %.2f CPU s per million",
        one.contestant(),
        round.requestsPerSecond(),
        round.cpuSecondsPerMillion());
  }

  private URI address(Series one) {
    return server.uri("/" + one.contestant() + path);
  }

  List<Series> series() {
    return series;
  }
}
