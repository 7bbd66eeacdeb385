package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random requests that end in every way there is, many at once, for {@code wire.seconds}: each
 * answer holds its own request's token, and afterwards all workers are there, and no others.
 */
class WireIT {
  private static final int CLIENTS = 8;
  private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("wire.seconds", 15));

  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger whole = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyAnswerIsItsOwnRequests(int threads, @TempDir Path folder) throws Exception {
    long seed = Long.getLong("wire.seed", System.nanoTime());
    try (PythonServer server =
        PythonServer.start(
            folder,
            "wire_app:application",
            "timeout",
            "3",
            "python.threads",
            Integer.toString(threads))) {
      long end = System.nanoTime() + LENGTH.toNanos();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(seed + i);
        String name = "c" + i + "x";
        Thread client =
            new Thread(
                () -> {
                  for (int n = 0; System.nanoTime() - end < 0; n++) {
                    one(server, random, name + n + "x");
                  }
                });
        client.start();
        clients.add(client);
      }
      for (Thread client : clients) {
        client.join();
      }

      assertThat(wrong).as("seed " + seed).isEmpty();
      assertThat(whole).as("answers that came whole").hasValueGreaterThan(50);
      // /dies kills its worker up to 0.1 s after its call, so the last kills come after the clients
      PythonServer.await("20 answers by workers that live on", () -> twentyAnswers(server));
      // a parent and two workers
      PythonServer.await("three processes", () -> PythonServer.processes().size() == 3);
    }
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  private static boolean twentyAnswers(PythonServer server) {
    long ended = ends(server);
    try {
      for (int i = 0; i < 20; i++) {
        if (server.get("/pid").statusCode() != 200) {
          return false;
        }
      }
    } catch (IOException e) {
      return false; // a worker was killed amid its answer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return ends(server) == ended;
  }

  private static long ends(PythonServer server) {
    return server.log().lines().filter(line -> line.contains("ended by")).count();
  }

  private void one(PythonServer server, Random random, String token) {
    int size = 1 << random.nextInt(21);
    String own = "?t=" + token + "&size=" + size;
    String target =
        switch (random.nextInt(24)) {
          case 0 -> "/closing" + own + "&chunks=" + random.nextInt(3) + "&close=0.3";
          case 1 -> "/closing" + own + "&chunks=" + random.nextInt(3) + "&close=0";
          case 2, 3 -> "/thread" + own + "&wait=0." + random.nextInt(3);
          case 4, 5, 6 -> "/file" + own;
          case 7, 8 -> "/removed" + own;
          case 9 -> "/raises" + own + "&what=key";
          case 10 -> "/raises" + own + "&what=keyboard";
          case 11 -> "/raises" + own + "&late=1&what=system";
          case 12 -> "/dies" + own + "&after=0.0" + random.nextInt(10) + "&chunks=1000";
          case 13, 14, 15, 16 -> "/list" + own;
          default -> "/generator" + own;
        };
    boolean upload = random.nextInt(3) == 0;
    try {
      if (random.nextInt(6) == 0) {
        abort(server, target, random);
      } else {
        ask(server, target, token, upload ? random.nextInt(300_000) : 0);
      }
    } catch (IOException e) {
      // the worker was killed, or the app raised an exception in mid-body
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(PythonServer server, String target, String token, int upload)
      throws IOException, InterruptedException {
    String line = token + "\n";
    String body = line.repeat(upload / line.length());
    HttpResponse<String> answer =
        server.send(server.request(target).POST(BodyPublishers.ofString(body)).build());
    if (answer.statusCode() == 200) {
      whole.incrementAndGet();
      boolean ownHead = answer.headers().firstValue("X-Token").filter(token::equals).isPresent();
      String seen = answer.headers().firstValue("X-Seen").orElse("");
      boolean ownBody = answer.body().lines().allMatch(token::equals);
      if (!ownHead || !ownBody || seen.startsWith("foreign")) {
        wrong.add(target + " got " + answer.headers().map() + " " + start(answer.body()));
      }
    } else if (answer.statusCode() != 500
        && answer.statusCode() != 502
        && answer.statusCode() != 503
        && answer.statusCode() != 504) {
      wrong.add(target + " got " + answer.statusCode() + " " + start(answer.body()));
    }
  }

  private static String start(String body) {
    return body.substring(0, Math.min(100, body.length()));
  }

  /** Goes away somewhere in the answer. */
  private static void abort(PythonServer server, String target, Random random) throws IOException {
    try (Socket socket = server.raw("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")) {
      InputStream in = socket.getInputStream();
      int read = in.read(new byte[1 + random.nextInt(2000)]);
      if (random.nextBoolean() && read > 0) {
        socket.setSoLinger(true, 0); // a reset
      }
    }
  }

  @Test
  void closeThatTakesLongIsWaitedForByNobodyElse(@TempDir Path folder) throws Exception {
    try (PythonServer server =
        PythonServer.start(folder, "wire_app:application", "timeout", "10")) {
      HttpResponse<String> first = server.get("/closing?t=a&chunks=1&close=5");
      assertThat(first.statusCode()).isEqualTo(200);

      long begun = System.nanoTime();
      String pid = server.body("/pid");
      for (int i = 0; i < 20; i++) {
        assertThat(server.body("/pid")).isEqualTo(pid);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }
  }
}
