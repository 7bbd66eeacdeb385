package org.gatewaybridge.packaging.python;

import java.time.Clock;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/** Until when the Python project mends faults of its versions, security included. */
final class EndOfLife {
  private static final String SOURCE = "https://devguide.python.org/versions/";

  // PEP 602: five years from each October. The months are those of SOURCE.
  private static final Map<String, YearMonth> LAST_MONTHS =
      Map.of(
          "3.8", YearMonth.of(2024, 10),
          "3.9", YearMonth.of(2025, 10),
          "3.10", YearMonth.of(2026, 10),
          "3.11", YearMonth.of(2027, 10),
          "3.12", YearMonth.of(2028, 10),
          "3.13", YearMonth.of(2029, 10),
          "3.14", YearMonth.of(2030, 10));

  private EndOfLife() {}

  /**
   * Returns what to say of a version that gets no more security fixes; empty if it gets them, or if
   * nothing is known of it.
   *
   * @param version such as {@code 3.9.2}
   */
  static Optional<String> past(String version, Clock clock) {
    String minor = version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    return Optional.ofNullable(LAST_MONTHS.get(minor))
        .filter(YearMonth.now(clock)::isAfter)
        .map(
            last ->
                "Python "
                    + version
                    + ", which has had no security fixes since "
                    + last
                    + " ("
                    + SOURCE
                    + "); build and run the app with a newer one");
  }
}
