package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void shortTextIsWhole() {
    assertThat(Excerpt.of("12345", 5)).isEqualTo("12345");
  }

  @Test
  void longTextSaysHowMuchIsLeftOut() {
    assertThat(Excerpt.of("1234567", 5)).isEqualTo("12345 ... (2 more)");
  }

  @Test
  void cuttingAgainKeepsTheCount() {
    String once = Excerpt.of("1234567", 5);
    assertThat(Excerpt.of(once, 5)).isEqualTo(once);
    assertThat(Excerpt.of(once, 3)).isEqualTo("123 ... (4 more)");
  }

  @Test
  void joiningCountsWhatNoLongerFits() {
    assertThat(Excerpt.join("123", "; ", "67", 7)).isEqualTo("123; 67");
    assertThat(Excerpt.join("123", "; ", "678", 7)).isEqualTo("123; 67 ... (1 more)");
    assertThat(Excerpt.join("1234567 ... (1 more)", "; ", "xy", 7))
        .isEqualTo("1234567 ... (5 more)");
  }

  @Test
  void characterOfTwoUnitsIsNotSplit() {
    assertThat(Excerpt.of("ab\uD83D\uDE00cd", 3)).isEqualTo("ab ... (4 more)");
  }
}
