package org.gatewaybridge.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many of each outcome there are. */
record Tally(Map<Outcome, Integer> counts) {

  static Tally of(Stream<Outcome> outcomes) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    outcomes.forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
    return new Tally(counts);
  }

  int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the counts, such as "1 fail, 30 pass": the worst first, but known differences last. */
  String words() {
    List<String> words = new ArrayList<>();
    for (Outcome outcome : List.of(Outcome.FAIL, Outcome.PASS, Outcome.KNOWN, Outcome.NOT_RUN)) {
      if (count(outcome) > 0) {
        words.add(count(outcome) + " " + outcome.words());
      }
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }
}
