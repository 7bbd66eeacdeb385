package org.gatewaybridge.packaging.files;

import java.util.List;
import org.codehaus.plexus.util.SelectorUtils;

/**
 * Names chosen by Ant's patterns, such as {@code WEB-INF/lib/*.jar} or {@code **}{@code /*.txt}.
 *
 * @param includes empty for all
 * @param excludes win over includes
 */
public record Selection(List<String> includes, List<String> excludes) {
  /** Every name. */
  public static final Selection ALL = new Selection(List.of(), List.of());

  /** Copies the patterns. */
  public Selection {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }

  public boolean takes(String name) {
    return (includes.isEmpty() || matches(includes, name)) && !matches(excludes, name);
  }

  private static boolean matches(List<String> patterns, String name) {
    return patterns.stream()
        .anyMatch(pattern -> SelectorUtils.matchPath(whole(pattern), name, "/", true));
  }

  // Ant: a pattern that ends in a slash means all below.
  private static String whole(String pattern) {
    return pattern.endsWith("/") ? pattern + "**" : pattern;
  }
}
