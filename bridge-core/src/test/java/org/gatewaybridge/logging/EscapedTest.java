package org.gatewaybridge.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapedTest {
  @Test
  void textWithoutControlsStaysTheSameObject() {
    String text = "caf\u00e9 \u3042 \"x\"";

    assertThat(Escaped.text(text)).isSameAs(text);
  }

  @Test
  void nothingCanBeginALineOfItsOwn() {
    assertThat(Escaped.text("a\r\nb\u0000\u001b[31m\u0085\u2028\\"))
        .isEqualTo("a\\r\\nb\\u0000\\u001b[31m\\u0085\\u2028\\\\");
  }

  @Test
  void quotesInsideQuotesAreEscaped() {
    assertThat(Escaped.quoted("a\"b")).isEqualTo("\"a\\\"b\"");
  }
}
