package org.gatewaybridge.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class JudgedTest {
  private final Figures figures = new Figures();
  private final KnownMiss slow = new KnownMiss("jetty.*", "X99", "p99 \\d+ ms", "a bug", true);

  @Test
  @Fault(id = "X99", title = "a fault", target = "p99 < 5 ms")
  void rowWhoseFiguresAreMetPasses() throws Exception {
    Judged judged = judge(Optional.empty(), () -> figures.add("p99 4 ms", true));

    assertThat(judged.failure()).isEmpty();
    assertThat(judged.row().met()).isTrue();
    assertThat(judged.row().figure()).isEqualTo("p99 4 ms");
    assertThat(judged.row().target()).isEqualTo("p99 < 5 ms");
  }

  @Test
  void missedFigureFailsItsTest() throws Exception {
    Judged judged =
        judge(
            Optional.empty(),
            () -> {
              figures.add("0 wrong", true);
              figures.add("p99 9 ms", false);
            });

    assertThat(judged.failure().orElseThrow()).hasMessage("Missed: p99 9 ms");
    assertThat(judged.row().settled()).isFalse();
    assertThat(judged.row().figure()).isEqualTo("0 wrong; p99 9 ms");
  }

  @Test
  void knownMissPassesWithItsReason() throws Exception {
    Judged judged = judge(Optional.of(slow), () -> figures.add("p99 9 ms", false));

    assertThat(judged.failure()).isEmpty();
    assertThat(judged.row().met()).isFalse();
    assertThat(judged.row().reason()).isEqualTo("a bug");
  }

  @Test
  void knownMissExplainsNoOther() throws Exception {
    Judged judged =
        judge(
            Optional.of(slow),
            () -> {
              figures.add("p99 9 ms", false);
              figures.add("3 wrong", false);
            });

    assertThat(judged.failure()).isPresent();
    assertThat(judged.row().settled()).isFalse();
  }

  @Test
  void knownMissThatIsGoneFails() throws Exception {
    Judged judged = judge(Optional.of(slow), () -> figures.add("p99 4 ms", true));

    assertThat(judged.failure().orElseThrow()).hasMessageContaining("remove KnownMiss");
    assertThat(judged.row().settled()).isFalse();
  }

  @Test
  void errorIsNotMet() throws Exception {
    Judged judged =
        judge(
            Optional.of(slow),
            () -> {
              figures.add("0 wrong", true);
              throw new IllegalStateException("no server");
            });

    assertThat(judged.failure().orElseThrow()).hasMessage("no server");
    assertThat(judged.row().settled()).isFalse();
    assertThat(judged.row().figure()).startsWith("0 wrong; failed: java.lang.IllegalState");
  }

  @Test
  void rowThatCannotRunSaysWhy() throws Exception {
    Judged judged = judge(Optional.empty(), () -> Assumptions.abort("it has no deployer"));

    assertThat(judged.row().verdict()).isEqualTo("not run");
    assertThat(judged.row().figure()).isEqualTo("not run");
    assertThat(judged.row().reason()).isEqualTo("it has no deployer");
    assertThat(judged.row().met()).isFalse();
  }

  @Test
  void testThatMeasuresNothingFails() throws Exception {
    assertThat(judge(Optional.empty(), () -> {}).failure().orElseThrow())
        .hasMessageContaining("measured nothing");
  }

  @Test
  void reductionIsNamed() throws Exception {
    Judged judged =
        judge(
            Optional.empty(),
            () -> figures.add(figures.size(200_000, 20_000, "requests") + " right", true));

    assertThat(judged.row().reduced()).isEqualTo("20,000 of 200,000 requests");
    assertThat(judged.row().figure()).isEqualTo("20000 right");
  }

  private Judged judge(Optional<KnownMiss> known, Judged.Test test) throws Exception {
    Fault fault =
        JudgedTest.class
            .getDeclaredMethod("rowWhoseFiguresAreMetPasses")
            .getAnnotation(Fault.class);
    return Judged.of(fault, "jetty12.1", figures, known, test);
  }
}
