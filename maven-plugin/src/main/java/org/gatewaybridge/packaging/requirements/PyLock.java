package org.gatewaybridge.packaging.requirements;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Reads the standard lock file, pylock.toml (PEP 751). */
final class PyLock {
  private final Table root;
  private final Lock lock;
  private final Markers markers;

  private PyLock(Table root, Lock lock, Markers markers) {
    this.root = root;
    this.lock = lock;
    this.markers = markers;
  }

  static PipInput read(Path file, PipLibrary pip) throws IOException {
    Table root = Table.read(file);
    String version = root.text("lock-version").orElse("");
    if (!version.startsWith("1.")) {
      throw new PackagingRefused(
          file
              + " has the lock-version "
              + Messages.quoted(version)
              + "; gateway:war reads 1.0 (PEP 751). Lock again, or export a requirements.txt");
    }
    Lock lock = new Lock(file, "uv export --no-dev --no-emit-project -o requirements.txt");
    return new PyLock(root, lock, Markers.judged(file, markers(root), pip)).packages();
  }

  private static List<String> markers(Table root) {
    List<String> all = new ArrayList<>(root.texts("environments"));
    Stream<Table> owners = Stream.concat(Stream.of(root), root.tables("packages").stream());
    owners.forEach(
        owner -> {
          owner.text("requires-python").flatMap(Markers::ofPython).ifPresent(all::add);
          marker(root, owner).ifPresent(all::add);
        });
    return all;
  }

  // PEP 751: no extras are installed, and the default groups are, unless somebody asks otherwise.
  private static Optional<String> marker(Table root, Table owner) {
    Set<String> groups = Markers.normalized(root.texts("default-groups"));
    return owner.text("marker").map(text -> Markers.chosen(text, Set.of(), groups));
  }

  private PipInput packages() throws IOException {
    markers.requirePython(root.text("requires-python"), "the lock");
    List<String> environments = root.texts("environments");
    if (!environments.isEmpty()
        && environments.stream().noneMatch(e -> markers.hold(Optional.of(e), "environments"))) {
      throw new PackagingRefused(
          root.file()
              + " is for "
              + String.join(" or ", environments)
              + " only, which the interpreter is not; lock again for it");
    }
    for (Table owner : root.tables("packages")) {
      String name = owner.text("name").orElse("");
      if (markers.hold(marker(root, owner), name)) {
        markers.requirePython(owner.text("requires-python"), name);
        add(name, owner);
      }
    }
    return lock.input();
  }

  private void add(String name, Table owner) {
    if (owner.has("vcs")) {
      throw lock.refused(name, "comes from a repository, for which pip checks no hash");
    }
    if (owner.has("directory")) {
      String path = owner.table("directory").text("path").orElse("");
      if (!lock.isProject(path)) {
        throw lock.refused(
            name, "is the folder " + Messages.quoted(path) + ", for which pip checks no hash");
      }
      return; // the project's own code, whose sources are packed
    }
    if (owner.has("archive")) {
      Table archive = owner.table("archive");
      lock.add(Pinned.of(lock, name, " @ " + url(name, archive), hashes(archive)));
      return;
    }
    String version =
        owner.text("version").orElseThrow(() -> lock.refused(name, "has no version in the lock"));
    owner.text("index").ifPresent(index -> lock.foundAt(name, index));
    List<String> hashes = new ArrayList<>();
    for (Table file : files(owner)) {
      hashes.addAll(hashes(file));
      local(file).ifPresent(path -> lock.foundAt(name, parent(path)));
    }
    lock.add(Pinned.of(lock, name, "==" + version, hashes));
  }

  private static List<Table> files(Table owner) {
    List<Table> files = new ArrayList<>(owner.tables("wheels"));
    if (owner.has("sdist")) {
      files.add(owner.table("sdist"));
    }
    return files;
  }

  private static List<String> hashes(Table file) {
    Table hashes = file.table("hashes");
    return Stream.of("sha256", "sha512", "sha384")
        .filter(hashes::has)
        .map(algorithm -> algorithm + ":" + hashes.text(algorithm).orElse(""))
        .toList();
  }

  private String url(String name, Table archive) {
    String url =
        local(archive)
            .map(path -> lock.local(name, path).toUri().toString())
            .orElseGet(() -> archive.text("url").orElse(""));
    return url + archive.text("subdirectory").map(folder -> "#subdirectory=" + folder).orElse("");
  }

  private static Optional<String> local(Table file) {
    return file.text("url")
        .filter(url -> !url.contains("://") || url.startsWith("file:"))
        .or(() -> file.has("url") ? Optional.empty() : file.text("path"));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : path.substring(0, slash);
  }
}
