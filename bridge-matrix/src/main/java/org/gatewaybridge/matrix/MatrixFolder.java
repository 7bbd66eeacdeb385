package org.gatewaybridge.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory of a matrix: matrix.json, index.html and one {@code TEST-gateway-matrix-<id>.xml}
 * for each container. Each file appears whole or not at all.
 *
 * <p>Several JVMs may fill it: each writes the part of its container and assembles all parts that
 * are there, and the last of them sees all. They wait for each other at a file lock.
 */
public final class MatrixFolder {

  // A FileLock is the JVM's, so its threads need a lock of their own.
  private static final Object ONE_THREAD = new Object();

  private final Path folder;

  public MatrixFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the page for users. */
  public Path page() {
    return folder.resolve("index.html");
  }

  /** Returns the file for programs. */
  public Path json() {
    return folder.resolve("matrix.json");
  }

  /** Writes all files of a matrix, and deletes the XML of containers that it does not have. */
  public void write(Matrix matrix) throws IOException {
    locked(
        () -> {
          writeAll(matrix);
          return matrix;
        });
  }

  /**
   * Writes the results of one container, which replace its earlier ones.
   *
   * @param part a matrix of one container
   */
  public void writePart(Matrix part) throws IOException {
    if (part.containers().size() != 1) {
      throw new IllegalArgumentException(
          "A part has " + part.containers().size() + " containers; wanted exactly 1");
    }
    locked(
        () -> {
          replace(part(part.containers().get(0)), part.json());
          return part;
        });
  }

  /**
   * Merges the parts of these containers to one matrix, writes all its files and returns it. A
   * planned container without a part is "not run" for the reason that the plan gives, one whose
   * part comes from another WAR is "not run" for that. Other parts are ignored.
   */
  public Matrix assemble(WarFile war, List<PlannedContainer> plan) throws IOException {
    return locked(
        () -> {
          Matrix matrix = merge(war, plan);
          writeAll(matrix);
          return matrix;
        });
  }

  private Matrix merge(WarFile war, List<PlannedContainer> plan) throws IOException {
    List<ContainerColumn> columns = new ArrayList<>();
    Map<String, String> absent = new LinkedHashMap<>();
    Map<String, CaseRow> rows = new LinkedHashMap<>();
    for (PlannedContainer planned : plan) {
      ContainerColumn column = planned.column();
      Path file = part(column);
      if (!Files.exists(file)) {
        absent.put(column.id(), planned.reasonIfAbsent());
      } else {
        Matrix part = Matrix.read(file);
        column = part.containers().get(0);
        if (part.war().sha256().equals(war.sha256())) {
          part.cases().forEach(row -> rows.merge(row.id(), row, MatrixFolder::both));
        } else {
          absent.put(
              column.id(),
              "Its results are of another WAR, SHA-256 " + part.war().sha256() + "; run it again");
        }
      }
      columns.add(column);
    }
    return new Matrix(
        war, columns, rows.values().stream().map(row -> withAbsent(row, absent)).toList());
  }

  private static CaseRow both(CaseRow row, CaseRow other) {
    Map<String, Cell> results = new HashMap<>(row.results());
    results.putAll(other.results());
    return row.withResults(results);
  }

  private static CaseRow withAbsent(CaseRow row, Map<String, String> absent) {
    Map<String, Cell> results = new HashMap<>(row.results());
    absent.forEach((id, reason) -> results.put(id, Cell.notRun(reason)));
    return row.withResults(results);
  }

  private void writeAll(Matrix matrix) throws IOException {
    replace(json(), matrix.json());
    replace(page(), MatrixPage.of(matrix));
    List<Path> written = new ArrayList<>();
    for (ContainerColumn column : matrix.containers()) {
      Path xml = folder.resolve("TEST-gateway-matrix-" + column.id() + ".xml");
      replace(xml, JUnitXml.of(matrix, column));
      written.add(xml);
    }
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder, "TEST-gateway-matrix-*.xml")) {
      for (Path xml : all) {
        if (!written.contains(xml)) {
          Files.delete(xml);
        }
      }
    }
  }

  private Path part(ContainerColumn column) {
    return folder.resolve("parts").resolve(column.id() + ".json");
  }

  private static void replace(Path file, String text) throws IOException {
    Path half = file.resolveSibling("." + file.getFileName() + ".half");
    try {
      // Not writeString: it refuses half a surrogate pair, and a response may hold one.
      Files.write(half, text.getBytes(UTF_8));
      Files.move(half, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private interface Work {
    Matrix run() throws IOException;
  }

  private Matrix locked(Work work) throws IOException {
    Files.createDirectories(folder.resolve("parts"));
    synchronized (ONE_THREAD) {
      try (FileChannel channel = FileChannel.open(folder.resolve("parts/.lock"), CREATE, WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("The lock of " + folder + " was lost");
        }
        return work.run();
      }
    }
  }
}
