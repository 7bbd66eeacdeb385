package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are programs of their own, and connect by TCP. */
@SuppressWarnings("NullAway.Init")
class SpawnIT {
  private static final String TEMPORARY = "java.io.tmpdir";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private final String before = System.getProperty(TEMPORARY);

  private @TempDir Path directory;
  private @TempDir Path temporary;
  private PythonServer server;

  @BeforeEach
  void start() throws Exception {
    System.setProperty(TEMPORARY, temporary.toString());
    server =
        PythonServer.start(
            directory,
            "faults:application",
            "python.start",
            "spawn",
            "python.wire",
            "tcp",
            "python.preload",
            "true");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    System.setProperty(TEMPORARY, before);
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
    assertThat(folders()).isEmpty();
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().matches("gw\\d{10,}")).toList();
    }
  }

  private Path folder() throws IOException {
    assertThat(folders()).hasSize(1);
    return folders().get(0);
  }

  private static List<String> parts(long pid, String file) throws IOException {
    String text =
        Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0", -1));
  }

  @Test
  void secretsAreInNoArgumentVariableOrFile() throws Exception {
    Path folder = folder();
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("_gateway_worker", "gateway_worker.py", "p");
    assertThat(Files.readString(folder.resolve("p"))).matches("\\d+");

    assertThat(PythonServer.processes()).hasSize(3);
    Set<String> last = new TreeSet<>();
    for (long pid : PythonServer.processes()) {
      List<String> command = parts(pid, "cmdline");
      int end = command.size() - 2; // behind the last is nothing
      assertThat(command.get(0)).isEqualTo(PythonServer.PYTHON);
      assertThat(command.subList(1, end - 1)).allMatch(option -> option.matches("-\\w"));
      assertThat(command.get(end - 1)).isEqualTo(folder.resolve("gateway_worker.py").toString());
      last.add(command.get(end));
      for (String variable : parts(pid, "environ")) {
        String name = variable.split("=", -1)[0];
        assertThat(name.isEmpty() || name.equals("LC_CTYPE") || System.getenv(name) != null)
            .as(name)
            .isTrue();
      }
    }
    assertThat(last).containsExactly(folder.resolve("p").toString(), "worker");
  }

  @Test
  void strangersWhoConnectAndWaitKeepNoWorkerAway() throws Exception {
    int port = Integer.parseInt(Files.readString(folder().resolve("p")));
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket stranger = new Socket(InetAddress.getByAddress(LOOPBACK), port);
        stranger.setSoTimeout(60_000);
        strangers.add(stranger);
      }
      strangers.get(199).getOutputStream().write(new byte[100]);
      assertThat(server.get("/exits").statusCode()).isEqualTo(502);
      PythonServer.await("two workers", () -> PythonServer.processes().size() == 3);
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");

      for (Socket stranger : strangers) {
        assertThat(isClosedWithoutAByte(stranger)).isTrue();
      }
      assertThat(server.log()).contains("it did not show their secret");
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  private static boolean isClosedWithoutAByte(Socket stranger) throws IOException {
    try {
      return stranger.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) { // a reset
      return true;
    }
  }

  @Test
  void preloadIsToldToHaveNoEffect() throws Exception {
    assertThat(server.log())
        .contains("gateway.python.preload is true, but with gateway.python.start=spawn");
    assertThat(server.log()).doesNotContain("cannot share");
  }

  @Test
  void workersAreStartedWhenTheirFilesWereDeleted() throws Exception {
    Path start = folder().resolve("gateway_worker.py");
    Files.delete(start);
    PythonServer.await("the file", () -> Files.exists(start));

    assertThat(server.get("/exits").statusCode()).isEqualTo(502);
    PythonServer.await("two workers", () -> PythonServer.processes().size() == 3);
    assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    assertThat(server.log()).doesNotContain("it is started again");
  }
}
