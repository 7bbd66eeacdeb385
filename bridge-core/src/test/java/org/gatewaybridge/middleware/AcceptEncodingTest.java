package org.gatewaybridge.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZip",
        "br, gzip",
        " deflate ,\tgzip ; q=0.001",
        "gzip;q=1.0",
        "gzip;q=0.5, br;q=0",
        ",, gzip",
        "br gzip, gzip",
        "gzip;level=9",
        "gzip;q=0x"
      })
  void codingIsTaken(String header) {
    assertThat(AcceptEncoding.takes(header, "gzip")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "br",
        "gzip;q=0",
        "gzip ; Q=0.000",
        "gzipped",
        "x-gzip",
        "gzip2",
        "br gzip",
        "gzi",
        "g",
        "*",
        ",",
        ";",
        "gzip;q=0. , br",
        "gzip;q=0;q=1"
      })
  void codingIsNotTaken(String header) {
    assertThat(AcceptEncoding.takes(header, "gzip")).isFalse();
  }

  /** A header that counts how often one looks at a character of it. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
      throw new UnsupportedOperationException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "\t", ",", ";", " ;", "gzi", "gzip ", "gzip;q=0,", "gzip;q=0.0,", "0"})
  void eachCharacterIsLookedAtAFewTimes(String part) {
    for (int times : new int[] {100, 10_000}) {
      Counted header = new Counted("a" + part.repeat(times) + "b");

      AcceptEncoding.takes(header, "gzip");

      assertThat(header.looks).isLessThan(6L * header.length());
    }
  }
}
