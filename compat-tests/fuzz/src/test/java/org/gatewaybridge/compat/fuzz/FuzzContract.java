package org.gatewaybridge.compat.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/**
 * That no request, however it is made, lets out what is in WEB-INF, has the app called twice,
 * hangs, makes the bridge throw, writes into the log or stays in memory or in a file.
 */
public interface FuzzContract extends OnContainer {
  String MOUNT = "/fuzz";
  int UPLOADS = 1000;

  @Test
  default void mutatedRequestsDoNoHarm() throws IOException {
    ServerProcess server = fuzzed();
    int count = Integer.getInteger("fuzz.requests", 3000);
    FuzzReport report = Fuzzing.run(container().id(), server, MOUNT, seed(), count);
    System.out.println(report);
    Path reports = Path.of(System.getProperty("fuzz.reports", "target/gateway-fuzz"));
    Files.createDirectories(reports);
    Files.writeString(reports.resolve(container().id() + ".txt"), report + "\n", UTF_8);

    assertThat(report.faults()).as(report.toString()).isEmpty();
  }

  @Test
  default void seedsCallTheAppOnceEach() throws IOException {
    FuzzReport report = Fuzzing.runSeeds(container().id(), fuzzed(), MOUNT);

    assertThat(report.faults()).as(report.toString()).isEmpty();
    assertThat(report.called()).isLessThanOrEqualTo(report.accepted());
  }

  @Test
  default void uploadsLeaveNoFile() throws IOException {
    ServerProcess server = fuzzed();
    RawRequest upload =
        RawRequest.of("POST", MOUNT + "/upload")
            .with("Host", "fuzz.test")
            .with("Content-Type", "multipart/form-data; boundary=b");
    String file =
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
            + "x".repeat(7000)
            + "\r\n--b--\r\n";
    Set<String> before = files(server);
    for (int i = 0; i < UPLOADS; i++) {
      RawRequest whole = i % 2 == 0 ? upload.body(file.getBytes(ISO_8859_1)) : upload.chunked(file);
      try (RawConnection connection = RawConnection.open(server.host(), server.port())) {
        assertThat(connection.ask(i % 3 == 0 ? whole.method("GET") : whole).code()).isEqualTo(200);
      }
    }

    assertThat(files(server)).isEqualTo(before);
  }

  /** Every file in the directory in which the container works, but its logs. */
  private static Set<String> files(ServerProcess server) throws IOException {
    Path base = Path.of("/proc", Long.toString(server.pid()), "cwd").toRealPath();
    try (Stream<Path> all = Files.walk(base)) {
      return all.filter(Files::isRegularFile)
          .map(file -> base.relativize(file).toString())
          .filter(name -> !name.matches(".*\\blogs?/.*|.*\\.log"))
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }

  private ServerProcess fuzzed() {
    return container()
        .shared(
            "fuzzed",
            () -> {
              try {
                return container().start(Map.of(MOUNT, FuzzedWar.of(MOUNT, "none")));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static long seed() {
    String given = System.getProperty("fuzz.seed", "");
    return given.isEmpty() ? System.currentTimeMillis() : Long.parseLong(given);
  }
}
