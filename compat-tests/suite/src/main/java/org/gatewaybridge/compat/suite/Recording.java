package org.gatewaybridge.compat.suite;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatewaybridge.compat.Run;
import org.gatewaybridge.compat.wire.Transcript;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.matrix.CaseRow;
import org.gatewaybridge.matrix.Cell;
import org.gatewaybridge.matrix.ContainerColumn;
import org.gatewaybridge.matrix.Matrix;
import org.gatewaybridge.matrix.MatrixFolder;
import org.gatewaybridge.matrix.PlannedContainer;
import org.gatewaybridge.matrix.RecordedExchange;
import org.gatewaybridge.matrix.WarFile;

/** What one class, which is one container, has shown: its column of the matrix. */
final class Recording {
  private static final Map<Class<?>, Recording> ALL = new ConcurrentHashMap<>();

  private final Class<?> contract;
  private final Container container;
  private final Map<String, CaseRow> rows = new LinkedHashMap<>();
  private final Map<String, List<String>> observations = new TreeMap<>();

  private Recording(Class<?> contract, Container container) {
    this.contract = contract;
    this.container = container;
    cases().forEach(row -> rows.putIfAbsent(row.id(), row));
  }

  /** Finds the recording of a class, or begins it. */
  static Recording of(Class<?> container) {
    return ALL.computeIfAbsent(container, type -> new Recording(type, Run.containerOf(type)));
  }

  /** Lists the cases of the class's contracts, each once, with the title of its first test. */
  private Stream<CaseRow> cases() {
    return Arrays.stream(contract.getMethods())
        .filter(method -> method.isAnnotationPresent(Case.class))
        .sorted(Comparator.comparing(Method::getName))
        .flatMap(
            method -> {
              Case which = method.getAnnotation(Case.class);
              return Arrays.stream(which.id().split(" ", -1))
                  .map(id -> CaseRow.of(id, which.title(), area(method), which.source()));
            });
  }

  /** The contract's own word for its cases: {@code request body} for RequestBodyContract. */
  private static String area(Method method) {
    return method
        .getDeclaringClass()
        .getSimpleName()
        .replaceFirst("^(Decided|Broken)", "")
        .replace("Contract", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Begins a test.
   *
   * @param variant the first argument of a parameterized test, which may name one of several cases
   */
  Entry begin(Case which, String variant, Transcript transcript) {
    List<String> ids = List.of(which.id().split(" ", -1));
    return new Entry(
        ids.contains(variant) ? List.of(variant) : ids,
        ids.contains(variant) ? "" : variant,
        which.title(),
        transcript);
  }

  /** Notes what the container does where it decides by itself. */
  synchronized void observe(String caseId, String variant, String observed) {
    observations
        .computeIfAbsent(caseId, key -> new ArrayList<>())
        .add(variant.isEmpty() ? observed : variant + ": " + observed);
  }

  private synchronized void add(String id, Cell cell) {
    rows.computeIfPresent(id, (key, row) -> row.with(container.id(), cell));
  }

  /**
   * Writes the column, and the matrix of all columns that there are by now.
   *
   * @param broken why the class as a whole failed, if it did
   */
  synchronized void write(Optional<Throwable> broken) throws IOException {
    ALL.remove(
        contract); // the class may be run once more in this JVM, by BrokenEngineIT or after it
    Run run = Run.ofProperties();
    String reason = broken.map(failure -> "did not start: " + failure).orElse("was not tried");
    Collection<CaseRow> complete =
        rows.values().stream().map(row -> finished(row, reason)).toList();
    WarFile war = WarFile.of(Path.of(System.getProperty("compat.app")));
    MatrixFolder folder = new MatrixFolder(Path.of(System.getProperty("compat.matrix")));
    folder.writePart(new Matrix(war, List.of(column(container, run)), List.copyOf(complete)));
    folder.assemble(
        war,
        run.containers().stream()
            .map(
                each ->
                    new PlannedContainer(
                        column(each, run),
                        run.obstacle(each).orElse("its class has not ended in this run")))
            .toList());
  }

  private CaseRow finished(CaseRow row, String reason) {
    Cell cell = row.results().get(container.id());
    if (cell == null) {
      return row.with(container.id(), Cell.notRun(reason));
    }
    List<String> observed = observations.getOrDefault(row.id(), List.of());
    return observed.isEmpty()
        ? row
        : new CaseRow(
            row.id(),
            row.title(),
            row.area(),
            row.source(),
            Map.of(
                container.id(),
                cell.withEvidence(cell.wanted(), String.join("\n", observed), cell.exchanges())));
  }

  private static ContainerColumn column(Container container, Run run) {
    return new ContainerColumn(
        container.id(), container.name(), container.version(), String.valueOf(run.feature()));
  }

  /** One test, from its beginning to what came of it. */
  final class Entry {
    private final List<String> ids;
    private final String variant;
    private final String title;
    private final Transcript transcript;
    private final long begun = System.nanoTime();

    private Entry(List<String> ids, String variant, String title, Transcript transcript) {
      this.ids = ids;
      this.variant = variant;
      this.title = title;
      this.transcript = transcript;
    }

    void passes() {
      add(Cell.pass(millis()), "");
    }

    void isKnown(KnownDifference known, String seen) {
      String reason = of(known.why()) + " (" + known.source() + "); wanted: " + known.expected();
      add(Cell.known(millis(), reason), seen);
    }

    void isNotRun(String reason) {
      add(Cell.notRun(of(reason)), "");
    }

    void fails(Throwable failure) {
      add(Cell.fail(millis(), of(String.valueOf(failure.getMessage()))), failure.toString());
    }

    private String of(String reason) {
      return variant.isEmpty() ? reason : "\"" + variant + "\": " + reason;
    }

    private void add(Cell cell, String observed) {
      List<RecordedExchange> exchanges =
          transcript.connections().stream()
              .map(connection -> new RecordedExchange(connection.sent(), connection.came()))
              .toList();
      Cell shown = cell.withEvidence(title, observed, exchanges);
      ids.forEach(id -> Recording.this.add(id, shown));
    }

    private long millis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
  }
}
