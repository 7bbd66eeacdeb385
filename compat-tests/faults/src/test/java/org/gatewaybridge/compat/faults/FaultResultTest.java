package org.gatewaybridge.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FaultResultTest {
  private final Figures figures = new Figures();
  private final KnownMiss slow = new KnownMiss("jetty.*", "X99", "p99 \\d+ ms", "a bug", true);

  @Test
  @Fault(id = "X99", title = "a fault", target = "p99 < 5 ms")
  void rowWhoseFiguresAreMetPasses() throws Exception {
    FaultResult result = judge(Optional.empty(), () -> figures.add("p99 4 ms", true));

    assertThat(result.failure()).isEmpty();
    assertThat(result.row().met()).isTrue();
    assertThat(result.row().figure()).isEqualTo("p99 4 ms");
    assertThat(result.row().target()).isEqualTo("p99 < 5 ms");
  }

  @Test
  void missedFigureFailsItsTest() throws Exception {
    FaultResult result =
        judge(
            Optional.empty(),
            () -> {
              figures.add("0 wrong", true);
              figures.add("p99 9 ms", false);
            });

    assertThat(result.failure().orElseThrow()).hasMessage("Missed: p99 9 ms");
    assertThat(result.row().settled()).isFalse();
    assertThat(result.row().figure()).isEqualTo("0 wrong; p99 9 ms");
  }

  @Test
  void knownMissPassesWithItsReason() throws Exception {
    FaultResult result = judge(Optional.of(slow), () -> figures.add("p99 9 ms", false));

    assertThat(result.failure()).isEmpty();
    assertThat(result.row().met()).isFalse();
    assertThat(result.row().reason()).isEqualTo("a bug");
  }

  @Test
  void knownMissExplainsNoOther() throws Exception {
    FaultResult result =
        judge(
            Optional.of(slow),
            () -> {
              figures.add("p99 9 ms", false);
              figures.add("3 wrong", false);
            });

    assertThat(result.failure()).isPresent();
    assertThat(result.row().settled()).isFalse();
  }

  @Test
  void knownMissThatIsGoneFails() throws Exception {
    FaultResult result = judge(Optional.of(slow), () -> figures.add("p99 4 ms", true));

    assertThat(result.failure().orElseThrow()).hasMessageContaining("remove KnownMiss");
    assertThat(result.row().settled()).isFalse();
  }

  @Test
  void errorIsNotMet() throws Exception {
    FaultResult result =
        judge(
            Optional.of(slow),
            () -> {
              figures.add("0 wrong", true);
              throw new IllegalStateException("no server");
            });

    assertThat(result.failure().orElseThrow()).hasMessage("no server");
    assertThat(result.row().settled()).isFalse();
    assertThat(result.row().figure()).startsWith("0 wrong; failed: java.lang.IllegalState");
  }

  @Test
  void rowThatCannotRunSaysWhy() throws Exception {
    FaultResult result = judge(Optional.empty(), () -> Assumptions.abort("it has no deployer"));

    assertThat(result.row().verdict()).isEqualTo("not run");
    assertThat(result.row().figure()).isEqualTo("not run");
    assertThat(result.row().reason()).isEqualTo("it has no deployer");
    assertThat(result.row().met()).isFalse();
  }

  @Test
  void testThatMeasuresNothingFails() throws Exception {
    assertThat(judge(Optional.empty(), () -> {}).failure().orElseThrow())
        .hasMessageContaining("measured nothing");
  }

  @Test
  void reductionIsNamed() throws Exception {
    FaultResult result =
        judge(
            Optional.empty(),
            () -> figures.add(figures.size(200_000, 20_000, "requests") + " right", true));

    assertThat(result.row().reduced()).isEqualTo("20,000 of 200,000 requests");
    assertThat(result.row().figure()).isEqualTo("20000 right");
  }

  private FaultResult judge(Optional<KnownMiss> known, FaultResult.Test test) throws Exception {
    Fault fault =
        FaultResultTest.class
            .getDeclaredMethod("rowWhoseFiguresAreMetPasses")
            .getAnnotation(Fault.class);
    return FaultResult.of(fault, "jetty12.1", figures, known, test);
  }
}
