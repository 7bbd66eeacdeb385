package org.gatewaybridge.probes;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.matrix.Cell;
import org.gatewaybridge.matrix.Exchange;
import org.jspecify.annotations.Nullable;

/** A probe that was sent to one container, and what became of it. */
record Asked(Probe probe, long millis, Optional<Answer> answer, String failure) {

  static Asked ask(Probe probe, URI app, Duration patience) {
    long begun = System.nanoTime();
    try {
      Answer answer = Answer.to(probe, app, patience);
      return new Asked(probe, millisSince(begun), Optional.of(answer), "");
    } catch (IOException e) {
      return new Asked(probe, millisSince(begun), Optional.empty(), "no answer: " + e);
    }
  }

  private static long millisSince(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  /**
   * Judges the answer by what is expected, and by another container's.
   *
   * @param usual the container whose answer counts, null if none answered
   */
  Cell judged(@Nullable Container usual, @Nullable Answer usualAnswer) {
    List<String> faults = new ArrayList<>();
    if (answer.isEmpty()) {
      faults.add(failure);
    } else {
      faults.addAll(probe.expected().faults(answer.get()));
      if (usual != null && usualAnswer != null) {
        List<String> differences = answer.get().differences(usualAnswer, probe.expected().varies());
        if (!differences.isEmpty()) {
          faults.add("other than on " + usual.id() + ": " + String.join(", ", differences));
        }
      }
    }
    Cell cell = faults.isEmpty() ? Cell.pass(millis) : Cell.fail(millis, String.join("; ", faults));
    return cell.withEvidence(
        probe.expected().toString(),
        "",
        List.of(new Exchange(probe.request(), answer.map(Answer::toString).orElse(""))));
  }
}
