package org.gatewaybridge.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellTest {

  private static final RecordedExchange EXCHANGE =
      new RecordedExchange("GET / HTTP/1.1", "HTTP/1.1 200 OK");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PASS")
  void allButAPassSayWhy(Outcome outcome) {
    assertThatThrownBy(() -> new Cell(outcome, 1, " ", "", "", List.of()))
        .hasMessage("A cell is \"" + outcome.words() + "\" without a reason; say why");
  }

  @Test
  void aPassHasNoReason() {
    assertThatThrownBy(() -> new Cell(Outcome.PASS, 1, "by luck", "", "", List.of()))
        .hasMessage("A cell that passes has the reason \"by luck\"; leave it empty");
  }

  @Test
  void timeIsNotNegative() {
    assertThatThrownBy(() -> Cell.pass(-1)).hasMessageContaining("-1 ms");
  }

  @Test
  void worseOutcomeWinsWithItsEvidence() {
    Cell known = Cell.known(2, "a redirect").withEvidence("200", "301", List.of(EXCHANGE));
    Cell fail = Cell.fail(3, "no answer").withEvidence("200", "nothing", List.of());

    assertThat(Cell.pass(1).merge(known).merge(fail))
        .isEqualTo(new Cell(Outcome.FAIL, 6, "a redirect; no answer", "200", "nothing", List.of()));
    assertThat(fail.merge(known).observed()).isEqualTo("nothing");
  }

  @Test
  void outcomesAreWorseInThisOrder() {
    assertThat(Cell.pass(1).merge(Cell.notRun("no TLS")).outcome()).isEqualTo(Outcome.NOT_RUN);
    assertThat(Cell.notRun("no TLS").merge(Cell.known(1, "odd")).outcome())
        .isEqualTo(Outcome.KNOWN);
    assertThat(Cell.known(1, "odd").merge(Cell.fail(1, "bad")).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void ofTwoAlikeTheFirstKeepsItsEvidence() {
    Cell first = Cell.fail(1, "bad").withEvidence("", "first", List.of());
    Cell second = Cell.fail(1, "bad").withEvidence("", "second", List.of());
    assertThat(first.merge(second).observed()).isEqualTo("first");
  }

  @Test
  void sameReasonIsSaidOnce() {
    Cell merged = Cell.fail(1, "bad").merge(Cell.fail(1, "worse")).merge(Cell.fail(1, "bad"));
    assertThat(merged.reason()).isEqualTo("bad; worse");
  }

  @Test
  void reasonsOfManyVariantsStayBounded() {
    Cell merged = Cell.fail(1, "variant 0 is bad");
    for (int i = 1; i < 2000; i++) {
      merged = merged.merge(Cell.fail(1, "variant " + i + " is bad"));
    }
    assertThat(merged.reason()).hasSizeLessThan(Cell.LONGEST_TEXT + 30).endsWith(" more)");
  }

  @Test
  void longEvidenceIsKeptByItsBeginning() {
    Cell cell =
        Cell.pass(1)
            .withEvidence(
                "",
                "",
                Collections.nCopies(100, new RecordedExchange("x".repeat(5000), "y".repeat(4001))));

    assertThat(cell.exchanges()).hasSize(Cell.MOST_EXCHANGES);
    assertThat(cell.exchanges().get(0).sent()).endsWith("x ... (1000 more)");
    assertThat(cell.exchanges().get(0).came()).endsWith("y ... (1 more)");
  }
}
