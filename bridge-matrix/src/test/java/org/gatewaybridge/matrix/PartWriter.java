package org.gatewaybridge.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes a container's part and assembles all of them, as each JVM of a run does. */
final class PartWriter {

  static final List<PlannedContainer> PLAN =
      Stream.of("a", "b", "c", "d")
          .map(id -> new PlannedContainer(column(id), "Its run has not come yet"))
          .toList();

  private PartWriter() {}

  public static void main(String... arguments) throws IOException {
    write(Path.of(arguments[0]), arguments[1]);
  }

  static Matrix write(Path folder, String id) throws IOException {
    MatrixFolder matrix = new MatrixFolder(folder);
    matrix.writePart(part(Fixture.WAR, id));
    return matrix.assemble(Fixture.WAR, PLAN);
  }

  static Matrix part(WarFile war, String id) {
    return new Matrix(
        war,
        List.of(column(id)),
        List.of(CaseRow.of("E01", "A case", "environ", "PEP 3333").with(id, Cell.pass(1))));
  }

  private static ContainerColumn column(String id) {
    return new ContainerColumn(id, "Container " + id, "1.0", "17");
  }
}
