package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.files.FileTree;

/**
 * The files of one of the project's webResources.
 *
 * @param work a folder for the filtered copies
 */
record WebResourceFiles(WarInputs.WebResource resource, Path work) {

  /** Returns the files before they are filtered. */
  List<WarEntry> list(Exclusions exclusions) throws IOException {
    String prefix = resource.targetPath().isEmpty() ? "" : resource.targetPath() + "/";
    return FileTree.list(resource.folder(), prefix, exclusions).stream()
        .filter(entry -> resource.selection().takes(entry.name().substring(prefix.length())))
        .toList();
  }

  /** Returns the file to pack: a filtered copy, or the file itself. */
  WarEntry filtered(WarEntry entry) throws IOException {
    if (resource.filter().isEmpty()) {
      return entry;
    }
    Path filtered = work.resolve("web-resources").resolve(entry.name());
    resource.filter().get().copy(entry.file(), filtered);
    return new WarEntry(entry.name(), filtered);
  }
}
