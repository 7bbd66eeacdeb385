package org.gatewaybridge.python.interpreter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** File systems that refuse, and servers that are killed: processes of their own. */
@SuppressWarnings("NullAway.Init")
@Timeout(120)
class RuntimeCacheFaultsIT {
  private static final String BIG = "x".repeat(8 << 20);

  private @TempDir Path temporary;

  private Process server(Path webInf, Path cache) throws IOException {
    return server(List.of(), webInf, cache);
  }

  private static Process server(List<String> prefix, Path webInf, Path cache) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), CacheProgram.class.getName()));
    command.addAll(List.of(webInf.toString(), cache.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String said(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  /** Runs a server with a folder that is mounted with these options, in a mount namespace. */
  private String saidOnMount(String options, String content) throws Exception {
    Path mount = Files.createDirectory(temporary.resolve("mount"));
    Path webInf = temporary.resolve("WEB-INF");
    PackedPython.of(webInf, content);
    List<String> unshare = List.of("unshare", "--mount", "--map-root-user");
    assumeTrue(canRun(unshare), "This machine allows no mount namespaces");
    List<String> prefix = new ArrayList<>(unshare);
    prefix.addAll(
        List.of(
            "sh",
            "-c",
            "mount -t tmpfs -o " + options + " none " + mount + " && \"$@\"; ls " + mount + "/*",
            "sh"));
    return said(server(prefix, webInf, mount.resolve("cache")));
  }

  private static boolean canRun(List<String> unshare) throws Exception {
    List<String> command = new ArrayList<>(unshare);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void folderThatForbidsExecutionIsTold() throws Exception {
    assertThat(saidOnMount("noexec", "one"))
        .contains("failed in ")
        .contains("nothing may be executed in ")
        .contains("noexec");
  }

  @Test
  void fullDiskIsToldAndNothingHalfIsLeft() throws Exception {
    assertThat(saidOnMount("size=4m", BIG))
        .contains("failed in ")
        .contains("No space left on device")
        .doesNotContain("half-");
  }

  @Test
  void readOnlyFileSystemIsTold() throws Exception {
    assertThat(saidOnMount("ro", "one")).contains("failed in ").contains("Read-only file system");
  }

  @Test
  void serverThatIsKilledWhileItUnpacksLeavesNothingBehind() throws Exception {
    Path webInf = temporary.resolve("WEB-INF");
    Path cache = temporary.resolve("cache");
    CarriedPython python =
        PackedPython.of(
            webInf,
            Map.of("bin/python3", "one", "lib/a", BIG, "lib/b", BIG, "lib/c", BIG, "lib/d", BIG));
    Process killed = server(webInf, cache);
    while (halves(cache).stream().allMatch(name -> name.endsWith(".used")) && killed.isAlive()) {
      Thread.onSpinWait();
    }
    killed.destroyForcibly().waitFor();

    try (HeldRuntime held = RuntimeCache.at(cache).hold(python)) {
      assertThat(held.executable()).hasContent("one").isExecutable();
      assertThat(halves(cache)).isEmpty();
    }
  }

  private static List<String> halves(Path cache) throws IOException {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(cache)) {
      return all.map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.startsWith("half-"))
          .toList();
    }
  }

  @Test
  void serversThatStartAtOnceShareOneCopy() throws Exception {
    Path webInf = temporary.resolve("WEB-INF");
    Path cache = temporary.resolve("cache");
    PackedPython.of(webInf, Map.of("bin/python3", "one", "lib/a", BIG));
    List<Process> servers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      servers.add(server(webInf, cache));
    }

    for (Process server : servers) {
      assertThat(said(server)).startsWith("held " + cache);
    }
    try (Stream<Path> all = Files.list(cache)) {
      assertThat(all).hasSize(2); // it, and the folder of who uses it
    }
  }
}
