package org.gatewaybridge.compat.python;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the clients' programs and asks for pages; in what it returns the server is SERVER. */
final class Client implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path folder = Files.createTempDirectory("compat-client");
  private final URI address;

  Client(URI address) throws IOException {
    this.address = address;
  }

  Path folder() {
    return folder;
  }

  String address() {
    return address.toString();
  }

  /** Runs a program, which has to end well, and returns all that it prints. */
  String run(String... command) throws IOException, InterruptedException {
    return withoutAddress(run(folder, command));
  }

  static String run(Path folder, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("compat-client", ".output");
    try {
      Process process = program(folder, command).redirectOutput(output.toFile()).start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      String printed = Files.readString(output).strip();
      if (process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed:\n" + printed);
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  /**
   * Prepares a program that takes no settings from the machine's user, and commits at the same
   * time.
   */
  private static ProcessBuilder program(Path folder, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + who + "_NAME", "Ada");
      builder.environment().put("GIT_" + who + "_EMAIL", "ada@example.org");
      builder.environment().put("GIT_" + who + "_DATE", "1700000000 +0000");
    }
    builder.environment().put("HGPLAIN", "1");
    builder.environment().put("HGRCPATH", "");
    builder.environment().put("HGUSER", "Ada");
    return builder.redirectErrorStream(true);
  }

  /**
   * Gets a page and says status, type, and what is in it: the text, or of more than that the
   * digest.
   */
  String get(String path) throws Exception {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofByteArray());
    String type =
        response.headers().firstValue("Content-Type").orElse("no type").replace("; ", ";");
    String name = response.headers().firstValue("Content-Disposition").orElse("");
    byte[] body =
        withoutAddress(new String(response.body(), StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    String digest =
        new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(body)).toString(16);
    return String.join(" ", path, "" + response.statusCode(), type, name, "" + body.length, digest);
  }

  /** Gets a page that is there. */
  String getOk(String path) throws Exception {
    String seen = get(path);
    if (!seen.startsWith(path + " 200 ")) {
      throw new AssertionError(seen);
    }
    return seen;
  }

  private String withoutAddress(String text) {
    return text.replace(address.toString(), "SERVER").replace(address.getAuthority(), "HOST");
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }
}
