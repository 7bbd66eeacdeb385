package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The directory of the fault tests: faults.json for programs, faults.md and index.html for people.
 * Each class adds the rows of its place, and the files are made anew of all that is there. Several
 * JVMs may do so; each file appears whole or not at all.
 */
record FaultsFolder(Path folder) {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** faults.json, whole or the part of one place. */
  private record Rows(List<FaultRow> rows) {}

  static FaultsFolder ofProperties() {
    return new FaultsFolder(
        Path.of(System.getProperty("faults.folder", "target/gateway-faults")).toAbsolutePath());
  }

  Path json() {
    return folder.resolve("faults.json");
  }

  Path markdown() {
    return folder.resolve("faults.md");
  }

  Path page() {
    return folder.resolve("index.html");
  }

  /** Takes the rows of a place, instead of those that it had. */
  void add(String place, List<FaultRow> rows) throws IOException {
    Path parts = Files.createDirectories(folder.resolve("parts"));
    try (FileChannel channel = FileChannel.open(parts.resolve(".lock"), CREATE, WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("The lock of " + folder + " was lost");
      }
      replace(parts.resolve(place + ".json"), GSON.toJson(new Rows(rows)));
      List<FaultRow> all = all(parts);
      replace(json(), GSON.toJson(new Rows(all)) + "\n");
      replace(markdown(), FaultsPage.markdown(all));
      replace(page(), FaultsPage.html(all));
    }
  }

  private static List<FaultRow> all(Path parts) throws IOException {
    List<FaultRow> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "*.json")) {
      for (Path part : files) {
        all.addAll(GSON.fromJson(Files.readString(part), Rows.class).rows());
      }
    }
    all.sort(Comparator.comparing(FaultRow::id).thenComparing(FaultRow::container));
    return all;
  }

  private static void replace(Path file, String text) throws IOException {
    Path half = file.resolveSibling("." + file.getFileName() + ".half");
    Files.write(half, text.getBytes(UTF_8));
    Files.move(half, file, ATOMIC_MOVE);
  }

  /** Prints the table, and where the page is. */
  void print() throws IOException {
    System.out.println("\n" + Files.readString(markdown()) + "\n" + page().toUri());
  }
}
