package org.gatewaybridge.packaging.requirements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Reads uv.lock: what the project's own dependencies need, without its groups and extras. */
final class UvLock {
  private final Table root;
  private final Lock lock;
  private final Markers markers;
  private final List<Table> packages;

  private UvLock(Table root, Lock lock, Markers markers) {
    this.root = root;
    this.lock = lock;
    this.markers = markers;
    this.packages = root.tables("package");
  }

  /** A package with the extras that are wanted of it. */
  private record Wanted(Table owner, List<String> extras) {}

  static PipInput read(Path file, PipLibrary pip) throws IOException {
    Table root = Table.read(file);
    String version = root.number("version").orElse("");
    if (!version.equals("1")) {
      throw new PackagingRefused(
          file
              + " has version "
              + Messages.quoted(version)
              + "; gateway:war reads 1. Export it: uv export -o pylock.toml");
    }
    Path pyproject = file.resolveSibling("pyproject.toml");
    if (!Files.isRegularFile(pyproject)) {
      throw new PackagingRefused(
          file + " has no pyproject.toml beside it, whose dependencies it locks; put it there");
    }
    PyProject project = PyProject.read(pyproject);
    if (project.name().isEmpty()) {
      throw new PackagingRefused(
          file
              + " is the lock of a workspace, whose pyproject.toml has no [project]; export what"
              + " the WAR needs: uv export --package NAME --no-dev -o pylock.toml");
    }
    Lock lock = new Lock(file, "uv export --no-dev --no-emit-project -o requirements.txt");
    UvLock read = new UvLock(root, lock, Markers.judged(file, markers(root, project), pip));
    return read.packages(project, pip);
  }

  private static List<String> markers(Table root, PyProject project) {
    List<String> all = new ArrayList<>();
    Stream.of(root.text("requires-python"), project.requiresPython())
        .flatMap(Optional::stream)
        .flatMap(versions -> Markers.ofPython(versions).stream())
        .forEach(all::add);
    for (Table owner : root.tables("package")) {
      all.addAll(owner.texts("resolution-markers"));
      Table extras = owner.table("optional-dependencies");
      Stream.of(
              owner.tables("dependencies").stream(),
              extras.keys().stream().flatMap(extra -> extras.tables(extra).stream()),
              owner.table("metadata").tables("requires-dist").stream())
          .flatMap(edges -> edges)
          .forEach(edge -> edge.text("marker").ifPresent(all::add));
    }
    return all;
  }

  private PipInput packages(PyProject project, PipLibrary pip) throws IOException {
    if (root.has("conflicts")) {
      throw new PackagingRefused(
          lock.file()
              + " has extras or groups that exclude each other (conflicts), so it does not say by"
              + " itself what is installed; export what the WAR needs: "
              + lock.export());
    }
    markers.requirePython(root.text("requires-python"), "the lock");
    markers.requirePython(project.requiresPython(), "pyproject.toml");
    Table own = own(project);
    new Staleness(lock.file(), project, own, markers).check(pip);
    walk(own);
    return lock.input();
  }

  private Table own(PyProject project) {
    for (Table owner : packages) {
      Table source = owner.table("source");
      boolean here =
          Stream.of("virtual", "editable", "directory")
              .anyMatch(kind -> source.text(kind).filter(lock::isProject).isPresent());
      if (here && name(owner).equals(project.name())) {
        return owner;
      }
    }
    throw Staleness.stale(lock.file(), "it has no package " + Messages.quoted(project.name()));
  }

  private void walk(Table own) {
    Deque<Wanted> open = new ArrayDeque<>(List.of(new Wanted(own, List.of())));
    Set<Object> seen = new HashSet<>();
    Set<Map<String, Object>> added = new HashSet<>(Set.of(own.entries()));
    while (!open.isEmpty()) {
      Wanted next = open.remove();
      if (added.add(next.owner().entries())) {
        add(next.owner());
      }
      Table extras = next.owner().table("optional-dependencies");
      List<Table> edges = new ArrayList<>(next.owner().tables("dependencies"));
      next.extras().forEach(extra -> edges.addAll(extras.tables(extra)));
      for (Table edge : edges) {
        if (markers.hold(edge.text("marker"), name(edge))) {
          Wanted wanted = new Wanted(owner(edge), edge.texts("extra"));
          if (seen.add(List.of(wanted.owner().entries(), wanted.extras()))) {
            open.add(wanted);
          }
        }
      }
    }
  }

  private Table owner(Table edge) {
    List<Table> owners =
        packages.stream()
            .filter(owner -> name(owner).equals(name(edge)))
            .filter(owner -> fits(owner, edge, "version") && fits(owner, edge, "source"))
            .toList();
    if (owners.size() > 1) {
      owners = owners.stream().filter(this::isForHere).toList();
    }
    if (owners.size() != 1) {
      throw lock.refused(name(edge), "is in the lock " + owners.size() + " times, and not once");
    }
    return owners.get(0);
  }

  private static boolean fits(Table owner, Table edge, String key) {
    return !edge.has(key)
        || (key.equals("version")
            ? edge.text(key).equals(owner.text(key))
            : edge.table(key).entries().equals(owner.table(key).entries()));
  }

  private boolean isForHere(Table owner) {
    List<String> when = owner.texts("resolution-markers");
    return when.isEmpty()
        || when.stream().anyMatch(text -> markers.hold(Optional.of(text), name(owner)));
  }

  private void add(Table owner) {
    String name = name(owner);
    Table source = owner.table("source");
    List<String> hashes = new ArrayList<>();
    List<Table> files = new ArrayList<>(owner.tables("wheels"));
    if (owner.has("sdist")) {
      files.add(owner.table("sdist"));
    }
    files.forEach(file -> file.text("hash").ifPresent(hashes::add));
    if (source.has("registry")) {
      lock.foundAt(name, source.text("registry").orElse(""));
      lock.add(Pinned.of(lock, name, "==" + owner.text("version").orElse(""), hashes));
    } else if (source.has("url") || source.has("path")) {
      String url =
          source
              .text("path")
              .map(path -> lock.local(name, path).toUri().toString())
              .orElseGet(() -> source.text("url").orElse(""));
      String folder = source.text("subdirectory").map(sub -> "#subdirectory=" + sub).orElse("");
      lock.add(Pinned.of(lock, name, " @ " + url + folder, hashes));
    } else if (source.has("git")) {
      throw lock.refused(name, "comes from a git repository, for which pip checks no hash");
    } else {
      throw lock.refused(name, "is a folder of its own, for which pip checks no hash");
    }
  }

  private static String name(Table owner) {
    return Markers.normalized(owner.text("name").orElse(""));
  }
}
