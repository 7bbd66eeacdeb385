package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  private static final KnownDifference KNOWN =
      new KnownDifference(
          "jetty.*", "12.1.", "P04", "", "HTTP/1.1 400", "decoded once", "its reason", "seen");

  @Test
  void recordedDifferencePasses() throws Throwable {
    Judge.verdict(
        KNOWN,
        () -> {
          throw new AssertionError("no echo: HTTP/1.1 400 Bad Request");
        });
  }

  @Test
  void goneDifferenceFails() {
    assertThatThrownBy(() -> Judge.verdict(KNOWN, () -> {}))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("is gone")
        .hasMessageContaining("P04");
  }

  @Test
  void differenceThatIsNotAlwaysThereMayBeGone() throws Throwable {
    assertThat(Judge.verdict(KNOWN.sometimes(), () -> {})).isEqualTo("not there this time");
  }

  @Test
  void differenceIsFoundByOneOfSeveralCases() {
    assertThat(KNOWN.concerns("jetty12.1", "12.1.12", "P03 P04", "")).isTrue();
  }

  @Test
  void otherDifferenceFails() {
    AssertionError other = new AssertionError("HTTP/1.1 500");

    assertThatThrownBy(
            () ->
                Judge.verdict(
                    KNOWN,
                    () -> {
                      throw other;
                    }))
        .isInstanceOf(AssertionError.class)
        .hasCause(other);
  }

  @Test
  void failureOfTheTestItselfIsNoDifference() {
    assertThatThrownBy(
            () ->
                Judge.verdict(
                    KNOWN,
                    () -> {
                      throw new IOException("HTTP/1.1 400");
                    }))
        .isInstanceOf(IOException.class);
  }

  @Test
  void differenceConcernsItsContainersVersionsAndVariants() {
    assertThat(KNOWN.concerns("jetty12.1", "12.1.12", "P04", "")).isTrue();
    assertThat(KNOWN.concerns("jetty12.1-ee10", "12.1.12", "P04", "")).isTrue();
    assertThat(KNOWN.concerns("jetty12.1", "12.0.31", "P04", "")).isFalse();
    assertThat(KNOWN.concerns("tomcat11", "12.1.0", "P04", "")).isFalse();
    assertThat(KNOWN.concerns("jetty12.1", "12.1.12", "P05", "")).isFalse();
    assertThat(KNOWN.concerns("jetty12.1", "12.1.12", "P04", "/other")).isFalse();
  }
}
