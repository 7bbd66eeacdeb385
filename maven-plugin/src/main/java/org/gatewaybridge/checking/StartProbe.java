package org.gatewaybridge.checking;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gatewaybridge.running.EmbeddedServerProcess;
import org.gatewaybridge.running.LaunchFailed;
import org.gatewaybridge.running.ServerLaunch;

/** Starts a WAR with lint on, sends it one request, and collects the bridge's complaints. */
public final class StartProbe {
  private static final String RECORD = "[log] ";
  private static final String BRIDGE_RECORD = RECORD + "org.gatewaybridge";
  // What a Python app or its libraries print on stderr is rarely a failure: Python's warnings,
  // for instance.
  private static final String STDERR_RECORD = BRIDGE_RECORD + ".python.stderr: ";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> lines = new ArrayList<>();

  private StartProbe() {}

  /**
   * Writes the logging configuration that the server must be launched with, as {@code
   * java.util.logging.config.file}: it marks where a record begins, and of the bridge's own records
   * lets only complaints through.
   */
  public static void writeLogging(Path file) throws IOException {
    String format = "%n" + RECORD + "%3$s: %5$s%6$s%n";
    List<String> lines =
        List.of(
            "handlers=java.util.logging.ConsoleHandler",
            "org.gatewaybridge.level=WARNING",
            "java.util.logging.SimpleFormatter.format=" + format);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines, StandardCharsets.ISO_8859_1);
  }

  /**
   * Starts a server and sends the request.
   *
   * @param path the path of the GET request, below the app's address
   */
  public static List<Finding> run(ServerLaunch launch, String path) throws IOException {
    StartProbe probe = new StartProbe();
    List<Finding> findings = new ArrayList<>();
    try (EmbeddedServerProcess server = EmbeddedServerProcess.start(launch, probe.lines::add)) {
      findings.addAll(ask(server.address().resolve("." + path), path));
    } catch (LaunchFailed e) {
      findings.add(Finding.error(e.getMessage() + probe.lastLines()));
    }
    // After the end of the process, when all its lines have been read.
    findings.addAll(complaints(probe.lines));
    return findings;
  }

  private static List<Finding> ask(URI address, String path) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status < 500
          ? List.of()
          : List.of(Finding.error("GET " + path + " was answered with " + status));
    } catch (IOException e) {
      return List.of(Finding.error("GET " + path + " had no whole answer: " + e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking " + address, e);
    }
  }

  /** Returns each complaint once, even if every worker has it. */
  static List<Finding> complaints(List<String> lines) {
    Set<Finding> complaints = new LinkedHashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(BRIDGE_RECORD)) {
        String message = lines.get(i).substring(lines.get(i).indexOf(": ") + 2);
        // The line after it, if it is not another record, is the exception.
        boolean cause =
            i + 1 < lines.size()
                && !lines.get(i + 1).isBlank()
                && !lines.get(i + 1).startsWith(RECORD);
        String text = message + (cause ? ": " + lines.get(i + 1).strip() : "");
        complaints.add(
            lines.get(i).startsWith(STDERR_RECORD)
                ? Finding.warning("Python says: " + text)
                : Finding.error(text));
      }
    }
    return List.copyOf(complaints);
  }

  private String lastLines() {
    List<String> said =
        lines.stream().filter(line -> !line.isBlank() && !line.startsWith("\t")).toList();
    return ". It said: "
        + String.join(" | ", said.subList(Math.max(0, said.size() - 5), said.size()));
  }
}
