package org.gatewaybridge.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.filtering.ChangeDetection;
import org.apache.maven.shared.filtering.FilterWrapper;
import org.apache.maven.shared.filtering.MavenFileFilter;
import org.apache.maven.shared.filtering.MavenFilteringException;
import org.apache.maven.shared.filtering.MavenResourcesFiltering;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.files.Selection;

/** Reads webResources as Maven reads its resources, with the same filtering. */
final class WebResources {
  private final MavenFileFilter files;
  private final MavenResourcesFiltering rules;

  @Inject
  WebResources(MavenFileFilter files, MavenResourcesFiltering rules) {
    this.files = files;
    this.rules = rules;
  }

  List<WarInputs.WebResource> read(
      List<Resource> resources, MavenProject project, MavenSession session) {
    return resources.stream()
        .map(
            resource ->
                new WarInputs.WebResource(
                    project.getBasedir().toPath().resolve(resource.getDirectory()),
                    resource.getTargetPath() == null ? "" : resource.getTargetPath(),
                    new Selection(resource.getIncludes(), resource.getExcludes()),
                    resource.isFiltering()
                        ? Optional.of((from, to) -> filter(from, to, project, session))
                        : Optional.empty()))
        .toList();
  }

  private void filter(Path from, Path to, MavenProject project, MavenSession session)
      throws IOException {
    // In other files, such as images, ${ is not an expression.
    boolean isText = rules.filteredFileExtension(from.getFileName().toString(), List.of());
    String encoding = project.getProperties().getProperty("project.build.sourceEncoding", "UTF-8");
    Files.createDirectories(to.getParent());
    try {
      List<FilterWrapper> filters =
          files.getDefaultFilterWrappers(
              project, project.getBuild().getFilters(), false, session, null);
      files.copyFile(from.toFile(), to.toFile(), isText, filters, encoding, ChangeDetection.ALWAYS);
    } catch (MavenFilteringException e) {
      throw new IOException("Cannot filter " + from + ": " + e.getMessage(), e);
    }
  }
}
