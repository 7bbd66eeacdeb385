package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes from a cache what nobody uses: interpreters that were started last a week ago, and what
 * killed servers have left.
 *
 * @param folder the cache
 * @param own the interpreter that is being started
 */
record CacheSweep(Path folder, Path own) {
  static final String HALF = "half-";
  static final String PROBE = "probe-";
  static final String USED = ".used";

  private static final String NAME = "[0-9a-f]{32}";
  private static final Duration KEPT = Duration.ofDays(7);

  /** A file that is new may be one that its server has not locked yet. */
  private static final Duration NEW = Duration.ofHours(1);

  void run() {
    try {
      for (Path entry : in(folder)) {
        sweep(entry, String.valueOf(entry.getFileName()));
      }
      for (Path mark : in(own.resolveSibling(own.getFileName() + USED))) {
        if (UseMark.isMark(mark)) {
          deleteLeft(mark);
        }
      }
    } catch (IOException e) {
      // another server sweeps too; what is left goes the next time
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (UncheckedIOException e) { // as list throws it
      throw new IOException(e.getMessage(), e);
    }
  }

  private void sweep(Path entry, String name) throws IOException {
    Path used = folder.resolve(name + USED);
    if (name.startsWith(PROBE) || (name.startsWith(HALF) && name.endsWith(USED))) {
      deleteLeft(entry);
    } else if (name.startsWith(HALF) && UseMark.isFree(used)) {
      delete(entry);
      Files.deleteIfExists(used);
    } else if (name.matches(NAME + "(" + USED + ")?")) {
      sweepInterpreter(folder.resolve(name.replace(USED, "")));
    }
  }

  private void sweepInterpreter(Path home) throws IOException {
    Path used = home.resolveSibling(home.getFileName() + USED);
    if (!home.equals(own) && isOlder(used, KEPT) && isUnused(used)) {
      delete(home);
      delete(used);
    }
  }

  private static void deleteLeft(Path file) throws IOException {
    if (isOlder(file, NEW) && UseMark.isFree(file)) {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isOlder(Path file, Duration than) throws IOException {
    return !Files.exists(file)
        || Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(than));
  }

  private static boolean isUnused(Path used) throws IOException {
    if (Files.isDirectory(used)) {
      for (Path file : in(used)) {
        if (!UseMark.isFree(file)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Deletes a file or a folder, if it is there. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (UncheckedIOException e) { // as walk throws it
      throw new IOException(e.getMessage(), e);
    }
  }
}
