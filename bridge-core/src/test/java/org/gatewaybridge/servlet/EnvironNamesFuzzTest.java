package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any two names of request headers, whatever a container lets by. */
class EnvironNamesFuzzTest {

  @MethodSource("names")
  @FuzzTest(maxDuration = "1m")
  void noNamePosesAsAnother(@NotNull String header, @NotNull String other) {
    String key = EnvironNames.key(header);

    if (key != null) {
      assertThat(key)
          .matches("HTTP_[^a-z-]+")
          .isNotIn("HTTP_PROXY", "HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH");
      assertThat(EnvironNames.header(key)).isEqualToIgnoringCase(header);
      if (key.equals(EnvironNames.key(other))) {
        assertThat(other).isEqualToIgnoringCase(header);
      }
    }
    String named = EnvironNames.header(other);
    if (named != null) {
      assertThat(EnvironNames.key(named)).isIn(other, null);
    }
  }

  private static Stream<Arguments> names() {
    return Stream.of(
        arguments("X-Forwarded-For", "X_Forwarded_For"),
        arguments("Host", "hOST"),
        arguments("x-a-b", "X-A-B"),
        arguments("Proxy", "HTTP_PROXY"),
        arguments("Content-Length", "HTTP_CONTENT_LENGTH"),
        arguments("", "HTTP_"),
        arguments("X-Pass", "X-Pa\u00df"),
        arguments("X-I", "X-\u0131"),
        arguments("user-agent", "HTTP_USER_AGENT"),
        arguments("a", "HTTP_X-A"));
  }
}
