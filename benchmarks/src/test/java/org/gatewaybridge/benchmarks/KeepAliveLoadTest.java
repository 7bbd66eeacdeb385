package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gatewaybridge.benchmarks.KeepAliveLoad.Call;
import org.gatewaybridge.benchmarks.KeepAliveLoad.Tally;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A load that overlooks a fault would make every soak green. */
final class KeepAliveLoadTest {
  private static final Call CALL = Call.of("GET", "/", "", "abc");

  @ParameterizedTest
  @CsvSource({
    "200 OK|Content-Length: 3||abc, 1 0 0 0",
    "200 OK|Transfer-Encoding: chunked||2|ab|1|c|0||, 1 0 0 0",
    "200 OK|Content-Length: 3|Connection: close||abc, 1 0 0 0",
    "500 Oops|Content-Length: 3||abc, 0 1 0 0",
    "200 OK|Content-Length: 3||abd, 0 0 1 0",
    "200 OK|Content-Length: 4||abc, 0 0 0 1",
    "200 OK||abc, 0 0 0 1",
    "200 OK|Transfer-Encoding: chunked||3|abc, 0 0 0 1",
    "200 OK|Transfer-Encoding: chunked||3|abcd|0||, 0 0 0 1",
    "'', 0 0 0 1",
  })
  void eachAnswerCountsForWhatItIs(String answer, String counts) throws Exception {
    String bytes = answer.isEmpty() ? "" : "HTTP/1.1 " + answer.replace("|", "\r\n");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server, bytes));

      Tally tally = new KeepAliveLoad(server.getLocalPort(), 1, List.of(CALL)).send(1);

      served.get();
      assertThat(tally.right() + " " + tally.refused() + " " + tally.wrong() + " " + tally.broken())
          .as("%s", tally)
          .isEqualTo(counts);
    }
  }

  private static void serve(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      BufferedReader request =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      while (!"".equals(request.readLine())) {}
      socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
