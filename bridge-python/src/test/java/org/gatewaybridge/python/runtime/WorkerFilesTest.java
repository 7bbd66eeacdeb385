package org.gatewaybridge.python.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class WorkerFilesTest {
  private static final Path SOURCES =
      Path.of("src/main/resources/org/gatewaybridge/python/runtime");

  private @TempDir Path folder;

  @Test
  void everyFileOfThePackageIsCopied() throws Exception {
    WorkerFiles.copyTo(folder);

    List<String> files = new ArrayList<>(WorkerFiles.modules());
    files.add(WorkerFiles.START);
    assertThat(files(SOURCES)).containsExactlyInAnyOrderElementsOf(files);
    assertThat(files(folder)).containsExactlyInAnyOrderElementsOf(files);
  }

  @Test
  void deletingLeavesNothing() throws Exception {
    WorkerFiles.copyTo(folder);

    WorkerFiles.deleteFrom(folder);

    assertThat(folder).isEmptyDirectory();
  }

  private static List<String> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.contains("__pycache__"))
          .toList();
    }
  }
}
