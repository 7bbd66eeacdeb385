package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

  @Test
  void lineHasNoControlCharacter() {
    assertThat(VisibleText.line("a\r\n\u001b[31m\u2028\u202e\uD800z é 😀"))
        .isEqualTo("a\\u000d\\u000a\\u001b[31m\\u2028\\u202e\\ud800z é 😀");
  }

  @Test
  void xmlKeepsItsLinesAndNothingThatIsNoXml() {
    assertThat(VisibleText.xml("a\n\tb\u0000\uFFFE\uDC00"))
        .isEqualTo("a\n\tb\\u0000\\ufffe\\udc00");
  }

  @Test
  void foldedTextIsOneLine() {
    assertThat(VisibleText.folded("\n a\r\n  b ")).isEqualTo("a b");
  }
}
