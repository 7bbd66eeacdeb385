package org.gatewaybridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules R20 to R26. */
class ResponseHeadTest {
  private static ResponseHead head(String... headers) {
    return ResponseHead.of("200 OK", Headers.of(headers), false);
  }

  private static void refused(ContractRule rule, Runnable start) {
    assertThatThrownBy(start::run)
        .isInstanceOfSatisfying(
            ContractViolation.class, e -> assertThat(e.rule()).as(e.getMessage()).isEqualTo(rule))
        .message()
        .endsWith("[" + rule + "]")
        .doesNotContain("\n")
        .doesNotContain("\r");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 418, 499, 599, 600, 999})
  void everyFinalStatusGoesThrough(int code) {
    assertThat(StatusLine.parse(code + " ").code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "200",
        "20X OK",
        "200OK",
        "2000 OK",
        "1000 x",
        "099 x",
        "100 Continue",
        "101 x",
        "199 x",
        "000 x",
        "-20 x",
        " 200 OK",
        "+20 x",
        "\u0661\u0662\u0663 x"
      })
  void otherStatusesAreRefused(String status) {
    refused(ContractRule.R20, () -> StatusLine.parse(status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK\r\nX: y", "200 a\u0000", "200 \u20ac", "200 \u010d\u010a"})
  void reasonsAreCheckedAlthoughNotSent(String status) {
    refused(ContractRule.R24, () -> StatusLine.parse(status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "keep-alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailers",
        "TRANSFER-ENCODING",
        "Upgrade"
      })
  void hopByHopHeadersBelongToTheServer(String name) {
    refused(ContractRule.R21, () -> head(name, "x"));
    assertThat(ResponseHead.of("200 OK", Headers.of(name, "x", "A", "b"), true).fields())
        .containsExactly("A", "b");
  }

  @Test
  void trailerIsNoHopByHopHeader() {
    assertThat(head("Trailer", "X-T").fields()).containsExactly("Trailer", "X-T");
  }

  @Test
  @SuppressWarnings("NullAway") // what the rule forbids
  void nullsAreRefused() {
    refused(ContractRule.R20, () -> ResponseHead.of(null, List.of(), false));
    refused(ContractRule.R22, () -> ResponseHead.of("200 OK", null, false));
    refused(
        ContractRule.R22, () -> ResponseHead.of("200 OK", Collections.singletonList(null), false));
    Map.Entry<String, String> half = new java.util.AbstractMap.SimpleEntry<>("X", null);
    refused(ContractRule.R22, () -> ResponseHead.of("200 OK", Arrays.asList(half), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "X A", "X:A", "X\r\nA", "X\u0000", "\u00c4", "X(A)", "Status", "status"})
  void otherNamesThanTokensAreRefused(String name) {
    refused(ContractRule.R23, () -> head(name, "x"));
  }

  @Test
  void everyTokenCharacterMayNameAHeader() {
    String name = "aZ09!#$%&'*+-.^_`|~";

    assertThat(head(name, "x").fields()).containsExactly(name, "x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX-Inj: 1",
        "a\nb",
        "a\rb",
        "a\u0000",
        "a\tb",
        "\u007f",
        "\u010d\u010a",
        "\u20ac"
      })
  void valuesWithControlsOrBeyondLatin1AreRefused(String value) {
    refused(ContractRule.R24, () -> head("X-A", value));
  }

  @Test
  void valuesLoseTheBlanksAroundThem() {
    assertThat(head("X-A", "  \u00e9 b ").fields()).containsExactly("X-A", "\u00e9 b");
  }

  @Test
  void singletonsComeOnce() {
    refused(ContractRule.R25, () -> head("Content-Type", "a/b", "content-type", "a/b"));
    refused(ContractRule.R25, () -> head("Content-Length", "1", "CONTENT-LENGTH", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "-1", "+5", "", "0x5", "1_0", "5 5", "9223372036854775808", "\u0661"})
  void contentLengthIsDigits(String length) {
    assertThatThrownBy(() -> head("Content-Length", length)).isInstanceOf(ContractViolation.class);
  }

  @Test
  void contentLengthMayBeAsLongAsALong() {
    assertThat(head("Content-Length", "9223372036854775807").contentLength())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(head("Content-Length", "0").contentLength()).isZero();
    assertThat(head().contentLength()).isEqualTo(ResponseHead.UNKNOWN);
  }

  @Test
  void otherHeadersRepeatInTheirOrder() {
    assertThat(head("Set-Cookie", "a=1", "X", "y", "Set-Cookie", "a=2").fields())
        .containsExactly("Set-Cookie", "a=1", "X", "y", "Set-Cookie", "a=2");
  }
}
