package org.gatewaybridge.compat.suite;

import java.util.List;

/**
 * A case in which a container is known to answer otherwise, and the bridge cannot help it. The
 * case's test must then fail as it is recorded here; a test that passes after all fails the build,
 * so that the record goes.
 *
 * @param container a regular expression for the containers' ids
 * @param versions how their versions begin
 * @param caseId the case
 * @param variant the first argument of a parameterized case, "*" for all of them
 * @param observed what the failure's message must contain
 * @param expected what the contract wants
 * @param why the container's reason
 * @param source where that can be read or was seen
 * @param always false if the container now and then answers rightly, so that a pass is no news
 */
public record KnownDifference(
    String container,
    String versions,
    String caseId,
    String variant,
    String observed,
    String expected,
    String why,
    String source,
    boolean always) {

  KnownDifference(
      String container,
      String versions,
      String caseId,
      String variant,
      String observed,
      String expected,
      String why,
      String source) {
    this(container, versions, caseId, variant, observed, expected, why, source, true);
  }

  /** The same, seen now and then only. */
  KnownDifference sometimes() {
    return new KnownDifference(
        container, versions, caseId, variant, observed, expected, why, source, false);
  }

  boolean concerns(String id, String version, String askedCase, String askedVariant) {
    return id.matches(container)
        && version.startsWith(versions)
        && List.of(askedCase.split(" ", -1)).contains(caseId)
        && (variant.equals("*") || variant.equals(askedVariant));
  }
}
