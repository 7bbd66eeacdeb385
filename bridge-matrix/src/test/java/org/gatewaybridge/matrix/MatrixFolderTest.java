package org.gatewaybridge.matrix;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixFolderTest {

  @Test
  void allFilesAreWrittenAndNoHalfOneIsLeft(@TempDir Path folder) throws IOException {
    new MatrixFolder(folder).write(Fixture.small());

    assertThat(names(folder))
        .containsExactly(
            "TEST-gateway-matrix-jetty12.1.xml",
            "TEST-gateway-matrix-payara6.xml",
            "TEST-gateway-matrix-tomcat11.xml",
            "index.html",
            "matrix.json",
            "parts");
    assertThat(Matrix.read(folder.resolve("matrix.json"))).isEqualTo(Fixture.small());
  }

  @Test
  void xmlOfAContainerThatWentIsDeleted(@TempDir Path folder) throws IOException {
    new MatrixFolder(folder).write(Fixture.small());
    new MatrixFolder(folder).write(PartWriter.part(Fixture.WAR, "a"));

    assertThat(names(folder))
        .containsExactly("TEST-gateway-matrix-a.xml", "index.html", "matrix.json", "parts");
  }

  @Test
  void containerWithoutAPartIsNotRunForThePlansReason(@TempDir Path folder) throws IOException {
    Matrix matrix = PartWriter.write(folder, "b");

    assertThat(matrix.containers()).hasSize(4);
    assertThat(matrix.cases().get(0).results())
        .containsEntry("b", Cell.pass(1))
        .containsEntry("c", Cell.notRun("Its run has not come yet"));
    assertThat(Matrix.read(folder.resolve("matrix.json"))).isEqualTo(matrix);
  }

  @Test
  void partThatIsNotPlannedIsIgnored(@TempDir Path folder) throws IOException {
    new MatrixFolder(folder).writePart(PartWriter.part(Fixture.WAR, "z"));
    assertThat(PartWriter.write(folder, "a").containers())
        .extracting(ContainerColumn::id)
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void partOfAnotherWarIsNoResult(@TempDir Path folder) throws IOException {
    WarFile old = new WarFile("hello-1.0.war", "f".repeat(64));
    new MatrixFolder(folder).writePart(PartWriter.part(old, "c"));

    assertThat(PartWriter.write(folder, "a").cases().get(0).results())
        .containsEntry(
            "c",
            Cell.notRun(
                "Its results are of another WAR, SHA-256 " + "f".repeat(64) + "; run it again"));
  }

  @Test
  void partHasOneContainer(@TempDir Path folder) {
    assertThatThrownBy(() -> new MatrixFolder(folder).writePart(Fixture.small()))
        .hasMessage("A part has 3 containers; wanted exactly 1");
  }

  @Test
  void brokenPartIsNamed(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("parts"));
    Files.writeString(folder.resolve("parts/b.json"), "{");
    assertThatThrownBy(() -> PartWriter.write(folder, "a"))
        .hasMessageStartingWith(folder.resolve("parts/b.json") + " is not a matrix: ");
  }

  @Test
  void severalJvmsFillOneFolder(@TempDir Path folder) throws Exception {
    List<Process> writers = new ArrayList<>();
    for (PlannedContainer planned : PartWriter.PLAN) {
      writers.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  PartWriter.class.getName(),
                  folder.toString(),
                  planned.column().id())
              .inheritIO()
              .start());
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor(2, MINUTES)).isTrue();
      assertThat(writer.exitValue()).isZero();
    }
    assertThat(Matrix.read(folder.resolve("matrix.json")).count(Outcome.PASS)).isEqualTo(4);
  }

  @Test
  void severalThreadsFillOneFolder(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Matrix>> written = new ArrayList<>();
      for (PlannedContainer planned : PartWriter.PLAN) {
        written.add(threads.submit(() -> PartWriter.write(folder, planned.column().id())));
      }
      for (Future<Matrix> one : written) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Matrix.read(folder.resolve("matrix.json")).count(Outcome.PASS)).isEqualTo(4);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
