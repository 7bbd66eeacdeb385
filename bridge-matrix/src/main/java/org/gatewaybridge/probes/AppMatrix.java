package org.gatewaybridge.probes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.matrix.CaseRow;
import org.gatewaybridge.matrix.Cell;
import org.gatewaybridge.matrix.ContainerColumn;
import org.gatewaybridge.matrix.Matrix;
import org.gatewaybridge.matrix.WarFile;
import org.jspecify.annotations.Nullable;

/** Runs one WAR on several containers, asks each the same, and compares what they answer. */
public final class AppMatrix {
  private static final CaseRow DEPLOYS =
      CaseRow.of("D1", "The WAR is deployed", "deployment", "Servlet 6.0, 10.6");
  private static final CaseRow ENDS =
      CaseRow.of(
          "U1", "The container undeploys it and ends by itself", "end", "Servlet 6.0, 2.3.4");
  private static final CaseRow LEAVES_NOTHING =
      CaseRow.of("U2", "The container's log tells of no leak", "end", "Tomcat's leak detector");

  private final Path war;
  private final List<Probe> probes;
  private final Duration patience;
  private final List<ContainerColumn> columns = new ArrayList<>();
  private final Map<String, CaseRow> rows = new LinkedHashMap<>();
  private final List<Map<Container, Asked>> answers = new ArrayList<>(); // by probe

  private AppMatrix(Path war, List<Probe> probes, Duration patience) {
    this.war = war;
    this.probes = probes;
    this.patience = patience;
    add(DEPLOYS);
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      add(CaseRow.of(id(i), probe.title(), "answers", probe.source()));
      answers.add(new LinkedHashMap<>());
    }
    add(ENDS);
    add(LEAVES_NOTHING);
  }

  private void add(CaseRow row) {
    rows.put(row.id(), row);
  }

  private static String id(int probe) {
    return "P" + (probe + 1);
  }

  /**
   * Runs a WAR on one container after the other.
   *
   * @param patience how long one answer may take
   * @param progress is told of each container in one line
   */
  public static Matrix of(
      Path war,
      List<Probe> probes,
      Duration patience,
      List<Place> places,
      Consumer<String> progress)
      throws IOException {
    AppMatrix matrix = new AppMatrix(war, probes, patience);
    for (Place place : places) {
      progress.accept(place.words());
      matrix.run(place);
    }
    matrix.compare();
    return new Matrix(WarFile.of(war), matrix.columns, List.copyOf(matrix.rows.values()));
  }

  private void run(Place place) {
    Container container = place.container();
    columns.add(place.column());
    if (place.obstacle().isPresent()) {
      rows.keySet().forEach(id -> record(id, container, Cell.notRun(place.obstacle().get())));
      return;
    }
    try (Deployed app = Deployed.on(place, war, patience)) {
      record("D1", container, app.deploys());
      for (int i = 0; i < probes.size(); i++) {
        answers.get(i).put(container, Asked.ask(probes.get(i), app.address(), patience));
      }
      record("U1", container, app.ends());
      record("U2", container, app.leaks());
    } catch (IOException | IllegalStateException e) {
      record("D1", container, Cell.fail(0, String.valueOf(e.getMessage())));
    }
  }

  private void record(String id, Container container, Cell cell) {
    rows.computeIfPresent(id, (key, row) -> row.with(container.id(), cell));
  }

  /** Judges each answer by its expectation, and by what most containers answer. */
  private void compare() {
    for (int i = 0; i < probes.size(); i++) {
      Map<Container, Asked> asked = answers.get(i);
      Map<Container, Answer> came = new LinkedHashMap<>();
      asked.forEach(
          (container, one) -> one.answer().ifPresent(answer -> came.put(container, answer)));
      Container usual = usual(came, probes.get(i).expected().varies());
      for (Map.Entry<Container, Asked> one : asked.entrySet()) {
        record(id(i), one.getKey(), one.getValue().judged(usual, came.get(usual)));
      }
    }
  }

  /** Finds the container whose answer most others agree with; of two alike, the first. */
  private static @Nullable Container usual(Map<Container, Answer> came, boolean bodyVaries) {
    Container best = null;
    long most = -1;
    for (Map.Entry<Container, Answer> one : came.entrySet()) {
      long agree =
          came.values().stream()
              .filter(other -> other.differences(one.getValue(), bodyVaries).isEmpty())
              .count();
      if (agree > most) {
        most = agree;
        best = one.getKey();
      }
    }
    return best;
  }
}
