package org.gatewaybridge.packaging.carried;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.codehaus.plexus.util.FileUtils;
import org.gatewaybridge.packaging.archive.Digest;
import org.gatewaybridge.packaging.python.ByteCode;
import org.gatewaybridge.packaging.python.Interpreter;

/**
 * Interpreters that were prepared once, for all builds of this machine: each in a folder that its
 * source names, which is made beside its place and renamed. One build at a time makes one.
 */
final class RuntimeStore {
  private static final String FORMAT = "2"; // of what is in such a folder
  private static final String HALF = "half-";

  private final Path folder;
  private final Consumer<String> details;

  RuntimeStore(Path folder, Consumer<String> details) {
    this.folder = folder;
    this.details = details;
  }

  /** Where an interpreter is from. */
  @FunctionalInterface
  interface Copy {
    /** Copies it into an empty folder. */
    void to(Path target) throws IOException;
  }

  /**
   * Returns the folder of what came of a source: {@code home}, {@code runtime.zip} and {@code
   * runtime.properties}, {@code bom.json}.
   *
   * @param digest of the source
   * @param source names it for the reader
   * @param compiler compiles the standard library; empty for the interpreter itself
   */
  Path prepared(String digest, String source, Copy copy, Optional<Interpreter> compiler)
      throws IOException {
    String how = FORMAT + (compiler.isPresent() ? compiler.get().facts() : ""); // of its version
    Path whole =
        folder.resolve(
            Digest.of(out -> out.write((how + source + '\n' + digest).getBytes(UTF_8)))
                .substring(0, 32));
    if (!Files.isDirectory(whole)) {
      StoreLock.during(
          folder,
          details,
          alone -> {
            if (alone) {
              sweep();
            }
            if (!Files.isDirectory(whole)) { // else another build was faster
              prepare(whole, source, copy, compiler);
            }
          });
    }
    return whole;
  }

  /** Deletes what killed builds have begun; only while no other build prepares anything. */
  private void sweep() {
    try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, HALF + "*")) {
      for (Path half : halves) {
        details.accept("Deleting " + half + ", which a killed build has left");
        FileUtils.deleteDirectory(half.toFile());
      }
    } catch (IOException | DirectoryIteratorException e) {
      details.accept("What a killed build has left stays: " + e.getMessage());
    }
  }

  private void prepare(Path whole, String source, Copy copy, Optional<Interpreter> compiler)
      throws IOException {
    details.accept("Preparing " + source + " in " + whole);
    Path half = Files.createDirectory(folder.resolve(HALF + UUID.randomUUID()));
    try {
      Path files = Files.createDirectory(half.resolve("home"));
      copy.to(files);
      PythonHome home = PythonHome.of(files, source);
      Interpreter own = Interpreter.carried(home.interpreter());
      new ByteCode(compiler.orElse(own), details).compile(home.standardLibrary(), "unchecked-hash");
      RuntimeArchive.write(home, half);
      RuntimeBom.write(home, source, half.resolve("bom.json"));
      move(half, whole);
    } finally {
      FileUtils.deleteDirectory(half.toFile());
    }
  }

  private static void move(Path half, Path whole) throws IOException {
    try {
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.isDirectory(whole)) { // else another build was faster, where nothing can be locked
        throw e;
      }
    }
  }

  /** Returns the digest of all that is in a folder. */
  static String digestOf(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !file.toString().endsWith(".pyc"))
              .sorted()
              .toList();
    }
    return Digest.of(
        out -> {
          for (Path file : files) {
            out.write((folder.relativize(file) + "\n").getBytes(UTF_8));
            if (Files.isRegularFile(file)) {
              out.write(file.toFile().canExecute() ? 'x' : '-');
              Files.copy(file, out);
            }
          }
        });
  }
}
