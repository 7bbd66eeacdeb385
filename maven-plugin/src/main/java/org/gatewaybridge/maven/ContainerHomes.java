package org.gatewaybridge.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.plexus.archiver.zip.ZipUnArchiver;
import org.codehaus.plexus.util.FileUtils;
import org.gatewaybridge.containers.Container;

/** Fetches containers from Maven's repositories and unpacks each of them once. */
final class ContainerHomes {
  private final Artifacts artifacts;
  private final Path folder;

  ContainerHomes(Artifacts artifacts, Path folder) {
    this.artifacts = artifacts;
    this.folder = folder;
  }

  /** Returns a container's directory, which is made whole or not at all if it is not there. */
  Path install(Container container) throws IOException {
    Path home = folder.resolve(container.home());
    if (!Files.isDirectory(home)) {
      Path half = Files.createDirectories(folder).resolve("." + container.home() + ".half");
      FileUtils.deleteDirectory(half.toFile());
      fill(container, Files.createDirectory(half));
      Path whole = container.delivery() == Container.Delivery.ZIP ? only(half) : half;
      Files.move(whole, home);
      FileUtils.deleteDirectory(half.toFile());
    }
    return home;
  }

  private void fill(Container container, Path half) throws IOException {
    switch (container.delivery()) {
      case ZIP -> {
        ZipUnArchiver zip = // keeps the permissions of start scripts
            new ZipUnArchiver(artifacts.one(container.artifacts().get(0)).toFile());
        zip.setDestDirectory(half.toFile());
        zip.extract();
      }
      case JAR -> copy(List.of(artifacts.one(container.artifacts().get(0))), half);
      case LIBRARIES -> copy(artifacts.closure(container.artifacts()), half);
    }
  }

  private static void copy(List<Path> files, Path to) throws IOException {
    for (Path file : files) {
      if (!file.toString().endsWith(".pom")) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static Path only(Path directory) throws IOException {
    try (var children = Files.list(directory)) {
      List<Path> all = children.toList();
      if (all.size() != 1) {
        throw new IOException("The archive holds " + all + "; wanted one directory");
      }
      return all.get(0);
    }
  }
}
