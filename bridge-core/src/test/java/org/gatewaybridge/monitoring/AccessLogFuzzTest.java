package org.gatewaybridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatewaybridge.operation.Answered;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Anything that a request may say, in each of the logs. */
class AccessLogFuzzTest {
  private static final String LINE_END = "[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]";
  private static final String TEXT = "\"[^\"\\\\]*+(\\\\.[^\"\\\\]*+)*+\"";

  @MethodSource("requests")
  @FuzzTest(maxDuration = "1m")
  void requestIsOneLineWhoseFieldsEndWhereTheyEnd(
      @NotNull String method, @NotNull String uri, @NotNull String agent, @NotNull String user) {
    List<String> lines = new ArrayList<>();
    Answered answered =
        new Answered(
            Map.of(
                "REQUEST_METHOD", method,
                "REQUEST_URI", uri,
                "PATH_INFO", uri,
                "SCRIPT_NAME", uri,
                "SERVER_PROTOCOL", "HTTP/1.1",
                "REMOTE_ADDR", user,
                "REMOTE_USER", user,
                "HTTP_USER_AGENT", agent,
                "HTTP_REFERER", agent,
                "gateway.request_id", agent),
            200,
            1,
            1,
            1);

    new AccessLog(false, Clock.systemUTC(), lines::add).answered(answered);
    new AccessLog(true, Clock.systemUTC(), lines::add).answered(answered);
    new DebugLog(lines::add).answered(answered);

    assertThat(lines).hasSize(3).noneMatch(line -> line.matches("(?s).*" + LINE_END + ".*"));
    assertThat(lines.get(0))
        .matches(
            "[^ ]+ - [^ ]+ \\[[^]]+] "
                + TEXT
                + " 200 1 "
                + TEXT
                + " "
                + TEXT
                + " [^ ]* [0-9]+ [0-9]+");
    assertThat(lines.get(1)).matches("\\{(\"[a-z_]+\":(" + TEXT + "|[0-9]+),?)+}");
  }

  private static Stream<Arguments> requests() {
    return Stream.of(
        arguments("GET", "/a?b=c", "curl/8", "ada"),
        arguments("GET\r\n", "/%0d%0a\" 200", "\"\\\u0000\n", "a b\""),
        arguments("\u2028", "\u2029", "\u0085\u009b31m", "\u001b[31m"),
        arguments("", "", "", ""));
  }
}
