package org.gatewaybridge.packaging;

import java.nio.file.Path;

/**
 * What a project needs at run time.
 *
 * @param classifier empty for none
 * @param file a jar, or the class folder of a module that the same build has not packaged yet
 * @param broughtBy the dependency that brought it; empty if the project names it itself
 */
public record Library(
    String groupId,
    String artifactId,
    String version,
    String classifier,
    Path file,
    String broughtBy) {

  String coordinates() {
    return groupId + ":" + artifactId;
  }

  String fileName() {
    return artifactId + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
  }
}
