package org.gatewaybridge.comparing;

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

/** Runs one WAR on several containers, sends each the same requests, and compares the answers. */
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
  private final List<Map<Container, ProbeResult>> answers = new ArrayList<>(); // by probe

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
   * @param progress receives one line for each container
   */
  public static Matrix run(
      Path war,
      List<Probe> probes,
      Duration patience,
      List<Installation> installations,
      Consumer<String> progress)
      throws IOException {
    AppMatrix matrix = new AppMatrix(war, probes, patience);
    for (Installation installation : installations) {
      progress.accept(installation.words());
      matrix.run(installation);
    }
    matrix.compare();
    return new Matrix(WarFile.of(war), matrix.columns, List.copyOf(matrix.rows.values()));
  }

  private void run(Installation installation) {
    Container container = installation.container();
    columns.add(installation.column());
    if (installation.obstacle().isPresent()) {
      rows.keySet()
          .forEach(id -> record(id, container, Cell.notRun(installation.obstacle().get())));
      return;
    }
    try (DeployedWar app = DeployedWar.start(installation, war, patience)) {
      record("D1", container, app.deploys());
      for (int i = 0; i < probes.size(); i++) {
        answers.get(i).put(container, ProbeResult.request(probes.get(i), app.address(), patience));
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

  /** Compares each answer with its expectation, and with the answer of most containers. */
  private void compare() {
    for (int i = 0; i < probes.size(); i++) {
      Map<Container, ProbeResult> results = answers.get(i);
      Map<Container, Answer> came = new LinkedHashMap<>();
      results.forEach(
          (container, one) -> one.answer().ifPresent(answer -> came.put(container, answer)));
      Container usual = usual(came, probes.get(i).expected().varies());
      for (Map.Entry<Container, ProbeResult> one : results.entrySet()) {
        record(id(i), one.getKey(), one.getValue().compare(usual, came.get(usual)));
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
