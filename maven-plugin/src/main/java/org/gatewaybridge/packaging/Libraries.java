package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The libraries of a WAR.
 *
 * @param packed what goes to WEB-INF/lib
 * @param lint the jar that {@code gateway.lint} needs; packed only if the setting is used
 * @param notPacked a sentence for each dependency that is not packed though its owner may expect it
 */
public record Libraries(List<Library> packed, Jar lint, List<String> notPacked) {

  /** A jar that is fetched from a repository when it is needed. */
  @FunctionalInterface
  public interface Jar {
    /** Fetches the jar. */
    Library get() throws IOException;
  }

  /** Copies the lists. */
  public Libraries {
    packed = List.copyOf(packed);
    notPacked = List.copyOf(notPacked);
  }

  /** Returns the files of the packed libraries. */
  public List<Path> files() {
    return packed.stream().map(Library::file).toList();
  }

  Libraries with(Library library) {
    List<Library> more = new ArrayList<>(packed);
    more.add(library);
    return new Libraries(more, lint, notPacked);
  }

  boolean has(String artifactId) {
    return packed.stream().anyMatch(library -> library.artifactId().equals(artifactId));
  }
}
