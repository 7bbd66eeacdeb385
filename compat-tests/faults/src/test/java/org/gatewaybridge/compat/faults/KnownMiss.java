package org.gatewaybridge.compat.faults;

import java.util.List;
import java.util.Optional;

/**
 * A figure that a container is known to miss, and the bridge cannot help it. A row that meets it
 * after all fails the build, so that the record goes, unless it is now and then met.
 *
 * @param container a regular expression for the containers' ids
 * @param figure a regular expression for the whole figure that is missed, as wide as the noise
 * @param why the measured reason
 * @param always false if the figure is now and then met, so that this is no news
 */
record KnownMiss(String container, String id, String figure, String why, boolean always) {

  private static final String PAUSING_TOMCAT =
      "A connection that Tomcat accepts just before it pauses its connector is not read, and waits"
          + " until Tomcat closes it at its end (half of the time on a busy machine); now and then"
          + " half of its request is read and answered 400 for want of a Host";

  /** As long as the request takes that is in flight. */
  private static final String SECOND_SIGTERM = "a second SIGTERM: ended in ([2-9]|1[0-2])\\.\\d s";

  private static final List<KnownMiss> ALL =
      List.of(
          new KnownMiss(
              "wildfly39",
              "X05",
              "live heap (6[4-9]|7\\d)\\.\\d MiB, idle [45]\\d\\.\\d",
              "WildFly alone, before any request, takes 47 MiB of it",
              false),
          new KnownMiss(
              "tomcat11",
              "X06",
              "restored after [45]\\d\\.\\d s",
              "Tomcat's time-out begins when a thread begins to read, and once more when it skips"
                  + " what is left of the body: 500 bodies in 100 threads take 5 times 10 s",
              true),
          new KnownMiss(
              "jetty12.1",
              "X06",
              "restored after 1[01]\\.\\d s",
              "Jetty waits twice for some of the bodies: 5.0, 9.0 and 10.1 s were measured, with an"
                  + " idle time-out of 5 s",
              false),
          new KnownMiss(
              "tomcat11",
              "X12",
              "heap \\+[89]\\d\\.\\d MiB",
              "Tomcat keeps two buffers of 8 KiB for each connection on the heap, 86 MiB under a"
                  + " bare servlet too; with socket.directBuffer=\"true\" on its Connector it is 6"
                  + " MiB",
              true),
          new KnownMiss(
              "tomcat11",
              "X13",
              SECOND_SIGTERM + "|a new request (400|left waiting)",
              "a JVM that runs its shutdown hooks hears no second signal; SIGKILL ends it. "
                  + PAUSING_TOMCAT,
              true),
          new KnownMiss(
              "jetty12.1",
              "X35",
              "others in (Python|Java): \\d+ not right.*|p90 \\d+ ms.*|\\d+ still open",
              "Jetty has no way to read nothing more from a client, so that a thread waits for each"
                  + " app that does not receive; docs/websockets.md says so",
              true),
          new KnownMiss(
              "tomcat11", "X28", "a new request (400|left waiting)", PAUSING_TOMCAT, false),
          new KnownMiss(
              ".*",
              "X13",
              SECOND_SIGTERM,
              "a JVM that runs its shutdown hooks hears no second signal; SIGKILL ends it",
              true));

  static Optional<KnownMiss> of(String container, String id) {
    return ALL.stream()
        .filter(known -> known.id.equals(id) && container.matches(known.container))
        .findFirst();
  }

  /** Returns whether these are all that it explains. */
  boolean explains(List<String> missed) {
    return missed.stream().allMatch(each -> each.matches(figure));
  }
}
