package org.gatewaybridge.comparing;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.matrix.Cell;
import org.gatewaybridge.matrix.RecordedExchange;
import org.jspecify.annotations.Nullable;

/** The outcome of a probe on one container: the answer, or why there is none. */
record ProbeResult(Probe probe, long millis, Optional<Answer> answer, String failure) {

  static ProbeResult request(Probe probe, URI app, Duration patience) {
    long begun = System.nanoTime();
    try {
      Answer answer = Answer.request(probe, app, patience);
      return new ProbeResult(probe, millisSince(begun), Optional.of(answer), "");
    } catch (IOException e) {
      return new ProbeResult(probe, millisSince(begun), Optional.empty(), "no answer: " + e);
    }
  }

  private static long millisSince(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  /**
   * Compares the answer with what is expected, and with another container's.
   *
   * @param usual the container whose answer counts, null if none answered
   */
  Cell compare(@Nullable Container usual, @Nullable Answer usualAnswer) {
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
        List.of(new RecordedExchange(probe.request(), answer.map(Answer::toString).orElse(""))));
  }
}
