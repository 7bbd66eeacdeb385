package org.gatewaybridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.SocketClosed;
import org.gatewaybridge.operation.SocketFigures;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.ofHours(1));

  private final List<String> lines = new ArrayList<>();
  private final Map<String, Object> environ =
      new HashMap<>(
          Map.of(
              "REMOTE_ADDR", "127.0.0.1",
              "REQUEST_METHOD", "GET",
              "REQUEST_URI", "/a?b=%20c",
              "SERVER_PROTOCOL", "HTTP/1.1",
              "gateway.request_id", "3f2-1"));

  private String line(boolean json, int status, long bytes, long nanosToHead) {
    new AccessLog(json, NOON, lines::add)
        .answered(new Answered(environ, status, bytes, 1_234_567, nanosToHead));
    return lines.get(lines.size() - 1);
  }

  @Test
  void combinedIsApachesWithIdAndTimesBehindIt() {
    environ.put("REMOTE_USER", "ada");
    environ.put("HTTP_REFERER", "http://example.org/");
    environ.put("HTTP_USER_AGENT", "curl/8");

    assertThat(line(false, 200, 12, 567_000))
        .isEqualTo(
            "127.0.0.1 - ada [24/Nov/2026:13:00:00 +0100] \"GET /a?b=%20c HTTP/1.1\" 200 12"
                + " \"http://example.org/\" \"curl/8\" 3f2-1 1234 567");
  }

  @Test
  void whatIsNotThereIsADash() {
    assertThat(line(false, 0, 0, -1))
        .isEqualTo(
            "127.0.0.1 - - [24/Nov/2026:13:00:00 +0100] \"GET /a?b=%20c HTTP/1.1\" 0 -"
                + " \"-\" \"-\" 3f2-1 1234 -");
  }

  @Test
  void requestCannotMakeALineOfItsOwn() {
    environ.put("HTTP_USER_AGENT", "a\" 200\n127.0.0.1 - -");
    environ.put("REMOTE_USER", "ada lovelace\n");
    environ.put("gateway.request_id", "1\n2 3"); // a middleware may take it from a header

    assertThat(line(false, 200, 1, 1)).contains("\"a\\\" 200\\n127.0.0.1 - -\"");
    assertThat(line(false, 200, 1, 1)).contains(" - ada+lovelace\\n [");
    assertThat(line(false, 200, 1, 1)).endsWith(" 1\\n2+3 1234 0");
    assertThat(line(true, 200, 1, 1)).contains("\"agent\":\"a\\\" 200\\u000a127.0.0.1 - -\"");
    assertThat(lines).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void jsonHasNumbersAsNumbersAndLeavesOutWhatIsNotThere() {
    environ.put("HTTP_TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    assertThat(line(true, 200, 12, 567_000))
        .isEqualTo(
            "{\"time\":\"2026-11-24T12:00:00Z\",\"id\":\"3f2-1\",\"remote\":\"127.0.0.1\","
                + "\"method\":\"GET\",\"uri\":\"/a?b=%20c\",\"protocol\":\"HTTP/1.1\","
                + "\"status\":200,\"bytes\":12,\"micros\":1234,\"micros_to_head\":567,"
                + "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"}");
    assertThat(line(true, 0, 0, -1)).doesNotContain("micros_to_head");
  }

  private String socketLine(boolean json) {
    AccessLog log = new AccessLog(json, NOON, lines::add);
    log.answered(new Answered(environ, 101, 0, 1000, 1000));
    log.socketClosed(new SocketClosed(environ, 1000, new SocketFigures(3, 120, 4, 160), 5_000_000));
    assertThat(lines).hasSize(1);
    return lines.remove(0);
  }

  @Test
  void webSocketHasItsLineAtItsEnd() {
    assertThat(socketLine(false))
        .isEqualTo(
            "127.0.0.1 - - [24/Nov/2026:13:00:00 +0100] \"GET /a?b=%20c HTTP/1.1\" 101 160"
                + " \"-\" \"-\" 3f2-1 5000 - ws=1000 in=3/120 out=4/160");
    assertThat(socketLine(true))
        .endsWith(
            "\"status\":101,\"bytes\":160,\"micros\":5000,\"close_code\":1000,"
                + "\"messages_received\":3,\"bytes_received\":120,\"messages_sent\":4}");
  }
}
