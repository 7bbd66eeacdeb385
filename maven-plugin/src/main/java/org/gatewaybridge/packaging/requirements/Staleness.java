package org.gatewaybridge.packaging.requirements;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/**
 * Whether a uv.lock was made for the dependencies that stand in pyproject.toml now. Only those that
 * count for this interpreter are compared, because uv writes their markers in a form of its own.
 */
record Staleness(Path lock, PyProject project, Table own, Markers markers) {

  /**
   * Compares the two.
   *
   * @throws PackagingRefused if they differ
   */
  void check(PipLibrary pip) throws IOException {
    Set<String> sourced = new HashSet<>(); // uv has found these elsewhere than in an index
    List<String> locked = new ArrayList<>();
    for (Table entry : own.table("metadata").tables("requires-dist")) {
      String name = Markers.normalized(entry.text("name").orElse(""));
      if (entry.text("marker").filter(marker -> marker.contains("extra ")).isPresent()
          || !markers.hold(entry.text("marker"), name)) {
        continue;
      }
      if (Stream.of("url", "git", "path", "directory", "editable", "virtual")
          .anyMatch(entry::has)) {
        sourced.add(name);
      }
      locked.add(name + entry.texts("extras") + entry.text("specifier").orElse(""));
    }
    Set<String> now = constraints(project.dependencies(), sourced, pip);
    Set<String> then = constraints(locked, sourced, pip);
    if (!now.equals(then)) {
      Set<String> other = new TreeSet<>(now);
      other.removeAll(then);
      then.removeAll(now);
      other.addAll(then);
      throw stale(lock, "they differ in " + String.join(", ", other));
    }
  }

  private Set<String> constraints(List<String> texts, Set<String> sourced, PipLibrary pip)
      throws IOException {
    Set<String> constraints = new TreeSet<>();
    Map<String, PipLibrary.Reply> replies = pip.requirements(texts);
    for (String text : texts) {
      PipLibrary.Reply reply = PyProject.understood(project.file(), text, replies);
      if (reply.holds()) {
        constraints.add(reply.name() + (sourced.contains(reply.name()) ? "" : reply.constraint()));
      }
    }
    return constraints;
  }

  static PackagingRefused stale(Path lock, String difference) {
    return new PackagingRefused(
        lock
            + " does not belong to the pyproject.toml beside it: "
            + difference
            + "; lock again: uv lock");
  }
}
