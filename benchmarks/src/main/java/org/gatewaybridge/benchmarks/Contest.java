package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.benchmarks.Results.Round;
import org.gatewaybridge.benchmarks.Results.Series;
import org.gatewaybridge.benchmarks.Wrk.Turn;

/** Contestants that live in one server process and take turns under one load. */
final class Contest {
  private final BenchmarkServer server;
  private final int turnMillis;
  private final List<String> contestants;
  private final List<String> paths;

  /**
   * Makes a contest.
   *
   * @param contestants the names of contexts
   * @param path what to ask each context for
   */
  Contest(BenchmarkServer server, int turnMillis, List<String> contestants, String path) {
    this.server = server;
    this.turnMillis = turnMillis;
    this.contestants = contestants;
    this.paths = contestants.stream().map(name -> "/" + name + path).toList();
  }

  /** Refuses contestants that differ in their answers: who sends less has an easy race. */
  void mustAnswerTheSame() throws IOException, InterruptedException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      String name = contestants.get(i);
      String answer = answer(server.uri(paths.get(i)));
      answers.put(name, answer.replace("/" + name + "/", "/.../"));
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

  /** Loads them in turns until the JVM is warm: its compilers see them all before they decide. */
  int warmUp(Wrk wrk, int leastSeconds, Path java) throws IOException, InterruptedException {
    return WarmUp.run(server.pid(), java, leastSeconds, seconds -> turns(wrk, seconds));
  }

  /** Loads them in turns for so many seconds in all; a round is two turns of each. */
  List<Series> run(Wrk wrk, int seconds) throws IOException, InterruptedException {
    List<Series> series = contestants.stream().map(Series::of).toList();
    List<Turn> turns = turns(wrk, seconds);
    int ofRound = 2 * contestants.size();
    for (int at = 0; at + ofRound <= turns.size(); at += ofRound) {
      List<Turn> round = turns.subList(at, at + ofRound);
      for (int i = 0; i < series.size(); i++) {
        int contestant = i;
        series
            .get(i)
            .rounds()
            .add(Round.of(round.stream().filter(turn -> turn.contestant() == contestant).toList()));
      }
    }
    return series;
  }

  private List<Turn> turns(Wrk wrk, int seconds) throws IOException, InterruptedException {
    return wrk.turns(server.uri("/"), seconds, turnMillis, server.pid(), paths);
  }
}
