package org.gatewaybridge.middleware;

import static java.math.BigInteger.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any Range of a file of any size. */
class ByteRangeFuzzTest {

  @MethodSource("ranges")
  @FuzzTest(maxDuration = "1m")
  void rangeIsWithinTheFile(@NotNull String range, @InRange(min = 0) long size) {
    ByteRange part = ByteRange.parse(range, size);

    if (part == null) {
      return;
    }
    assertThat(range.toLowerCase(Locale.ROOT)).startsWith("bytes=");
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    boolean suffix = ends[0].isBlank();
    BigInteger whole = BigInteger.valueOf(size);
    BigInteger last = ends[1].isBlank() ? whole : new BigInteger(ends[1].strip());
    BigInteger from = suffix ? whole.subtract(last.min(whole)) : new BigInteger(ends[0].strip());
    BigInteger to = suffix ? whole : last.add(ONE).min(whole);
    assertThat(part.first()).isNotNegative();
    assertThat(BigInteger.valueOf(part.length())).isEqualTo(to.subtract(from).max(BigInteger.ZERO));
    assertThat(part.isEmpty() || BigInteger.valueOf(part.first()).equals(from)).isTrue();
    assertThat(part.header(size)).matches("bytes (\\*|[0-9]+-[0-9]+)/[0-9]+");
  }

  private static Stream<Arguments> ranges() {
    return Stream.of(
        arguments("bytes=0-0", 1L),
        arguments("bytes=2-", 10L),
        arguments("bytes=-3", 10L),
        arguments("bytes=-0", 10L),
        arguments("byteS=-3", 10L),
        arguments("byte\u017f=-3", 10L),
        arguments("bytes= 5-4", 10L),
        arguments("bytes=0-999999999999999999", Long.MAX_VALUE),
        arguments("bytes=0-1937910009842106367", Long.MAX_VALUE),
        arguments("bytes=0-9223372036854775808", Long.MAX_VALUE),
        arguments("bytes=0000000000000000000002-0000000000000000000003", 10L),
        arguments("bytes=0-1,3-4", 10L),
        arguments("bytes=\u0661-", 10L),
        arguments("items=0-1", 0L),
        arguments("bytes=-", 0L));
  }
}
