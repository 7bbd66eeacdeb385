package org.gatewaybridge.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatewaybridge.api.ContractViolation;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any two headers of an answer. */
class ResponseHeadFuzzTest {

  /** RFC 9110 7.6.1 and PEP 3333: what is about one connection. */
  private static final String HOP_BY_HOP =
      "(?i)connection|keep-alive|proxy-authenticate|proxy-authorization|te|trailers"
          + "|transfer-encoding|upgrade|status";

  @MethodSource("headers")
  @FuzzTest(maxDuration = "1m")
  void acceptedHeadersAreThatManyLinesAndNoMore(
      @NotNull String name, @NotNull String value, @NotNull String other, @NotNull String more) {
    try {
      ResponseHead head =
          ResponseHead.of("200 OK", List.of(Map.entry(name, value), Map.entry(other, more)), false);

      long lengths =
          Stream.of(name, other)
              .filter(isLength -> isLength.equalsIgnoreCase("content-length"))
              .count();
      assertThat(head.fields()).hasSize((int) (4 - 2 * lengths));
      assertThat(lines(head)).hasSize(head.fields().length / 2);
      for (int i = 0; i < head.fields().length; i += 2) {
        assertThat(head.fields()[i])
            .matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
            .doesNotMatch(HOP_BY_HOP);
        assertThat(head.fields()[i + 1])
            .matches(
                "([\\x21-\\x7e\\x80-\\xff]([\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?");
      }
      if (lengths == 1) {
        String length = name.equalsIgnoreCase("content-length") ? value : more;
        assertThat(BigInteger.valueOf(head.contentLength()))
            .isEqualTo(new BigInteger(length.strip()));
      } else {
        assertThat(head.contentLength()).isEqualTo(ResponseHead.UNKNOWN);
      }
    } catch (ContractViolation refused) {
      assertThat(refused.getMessage()).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        arguments("Content-Type", "text/plain", "X-A", "b"),
        arguments("Content-Length", "12", "Set-Cookie", "a=b; Path=/"),
        arguments("Content-Length", "+12", "content-length", "0x1"),
        arguments("CONTENT-LENGTH", "99999999999999999999", "Location", " /a "),
        arguments("X-A\r\nX-B", "c", "X-C", "d\r\n\r\n<html>"),
        arguments("X-\u010d\u010a", "c", "X-C", "\u010d\u010aSet-Cookie: a=b"),
        arguments("Transfer-Encoding", "chunked", "Connection", "close"),
        arguments("TE", "x", "Status", "200"),
        arguments("", "", "Content-Type", "a\tb"),
        arguments("Content-Type", "a", "content-type", "b"));
  }

  /** The lines that a reader finds in what a container writes of it, char by char as bytes. */
  private static String[] lines(ResponseHead head) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < head.fields().length; i += 2) {
      text.append(head.fields()[i]).append(": ").append(head.fields()[i + 1]).append("\r\n");
    }
    String sent = new String(text.toString().getBytes(ISO_8859_1), ISO_8859_1);
    return sent.isEmpty() ? new String[0] : sent.split("[\r\n]+", 0);
  }
}
