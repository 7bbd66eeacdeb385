package org.gatewaybridge.packaging.requirements;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Reads the dependencies of a pyproject.toml ("Declaring project metadata" of PyPA). */
record PyProject(Path file, Table root) {
  private static final String POETRY =
      "; or export what the WAR needs: poetry export -o requirements.txt";

  static PyProject read(Path file) throws IOException {
    return new PyProject(file, Table.read(file));
  }

  /** Returns whether it is more than a place for the settings of tools. */
  boolean declaresPackages() {
    return isDynamic() || !project().texts("dependencies").isEmpty() || isPoetrysOnly();
  }

  /** Returns whether only its build backend knows the dependencies. */
  boolean isDynamic() {
    return project().texts("dynamic").contains("dependencies");
  }

  private boolean isPoetrysOnly() {
    return !root.has("project") && poetrys().keys().stream().anyMatch(key -> !key.equals("python"));
  }

  private Table project() {
    return root.table("project");
  }

  private Table poetrys() {
    return root.table("tool").table("poetry").table("dependencies");
  }

  String name() {
    return Markers.normalized(project().text("name").orElse(""));
  }

  Optional<String> requiresPython() {
    return project().text("requires-python");
  }

  /**
   * Returns the dependencies, each as PEP 508 says.
   *
   * @throws PackagingRefused if they are said otherwise
   */
  List<String> dependencies() {
    if (isDynamic()) {
      throw new PackagingRefused(
          file
              + " says that its dependencies are dynamic, so only its build backend knows them;"
              + " write them into [project] dependencies, or lock them into a pylock.toml or"
              + " requirements.txt beside it");
    }
    if (isPoetrysOnly()) {
      throw new PackagingRefused(
          file
              + " has its dependencies in [tool.poetry.dependencies], which pip does not read;"
              + " write them into [project] dependencies"
              + POETRY);
    }
    return project().texts("dependencies");
  }

  /** Returns what pip is told, if no lock says it more exactly. */
  PipInput packages(PipLibrary pip) throws IOException {
    List<String> dependencies = dependencies();
    List<String> python = requiresPython().flatMap(Markers::ofPython).stream().toList();
    Markers.judged(file, python, pip).requirePython(requiresPython(), "the project");
    Map<String, PipLibrary.Reply> replies = pip.requirements(dependencies);
    Set<String> redirected = new TreeSet<>(root.table("tool").table("uv").table("sources").keys());
    redirected.addAll(poetrys().keys());
    for (String text : dependencies) {
      String name = understood(file, text, replies).name();
      if (Markers.normalized(redirected).contains(name)) {
        throw new PackagingRefused(
            file
                + " gives "
                + Messages.quoted(name)
                + " a source of its own in [tool.uv.sources] or [tool.poetry.dependencies], which"
                + " pip does not read; write the source into the dependency ("
                + name
                + " @ https://...), or lock it: uv lock"
                + POETRY);
      }
    }
    return new PipInput(dependencies, false, Set.of());
  }

  /**
   * Returns what a requirement is.
   *
   * @throws PackagingRefused if pip does not understand it
   */
  static PipLibrary.Reply understood(
      Path file, String text, Map<String, PipLibrary.Reply> replies) {
    PipLibrary.Reply reply = replies.get(text);
    boolean oneLine = text.chars().noneMatch(Character::isISOControl);
    if (reply == null || !reply.problem().isEmpty() || !oneLine) {
      throw new PackagingRefused(
          file
              + " has the dependency "
              + Messages.quoted(text)
              + ", which pip does not understand"
              + (reply == null ? "" : " (" + Messages.quoted(reply.problem()) + ")")
              + "; write it as in \"flask>=3.0\"");
    }
    return reply;
  }
}
