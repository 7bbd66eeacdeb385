package org.gatewaybridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.gatewaybridge.benchmarks.Results.Round;
import org.gatewaybridge.benchmarks.Results.Series;
import org.gatewaybridge.benchmarks.Results.Spread;
import org.gatewaybridge.benchmarks.Wrk.Turn;
import org.junit.jupiter.api.Test;

final class ResultsTest {

  @Test
  void medianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Spread.of(9, 1, 2)).isEqualTo(new Spread(2, 1, 9));
  }

  @Test
  void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(Spread.of(4, 1, 2, 9)).isEqualTo(new Spread(3, 2, 4));
  }

  @Test
  void bracketsHoldTheMiddleHalf() {
    assertThat(Spread.of(1, 2, 3, 4, 5, 6, 7, 80)).isEqualTo(new Spread(4.5, 3, 6));
  }

  @Test
  void ratioComparesTheRoundsOfOneTurn() {
    // The machine was half as fast in the second turn, which says nothing about either.
    Series raw = series(100, 50, 100);
    Series bridge = series(90, 45, 90);

    assertThat(bridge.ratio(Round::requestsPerSecond, raw)).isEqualTo(new Spread(0.9, 0.9, 0.9));
  }

  @Test
  void ratioIsToTheMeanOfTheBases() {
    assertThat(series(90).ratio(Round::requestsPerSecond, series(80), series(120)).median())
        .isEqualTo(0.9);
  }

  @Test
  void roundIsTheSumOfItsTurns() {
    // Two turns of 100 ms and 8 ticks of 10 ms for 8,000 requests.
    List<Turn> turns = List.of(new Turn(0, 5000, 100_000, 5), new Turn(0, 3000, 100_000, 3));

    assertThat(Round.of(turns)).isEqualTo(new Round(40_000, 10));
  }

  private static Series series(double... requestsPerSecond) {
    List<Round> rounds =
        Arrays.stream(requestsPerSecond).mapToObj(rate -> new Round(rate, 1)).toList();
    return new Series("any", rounds);
  }
}
