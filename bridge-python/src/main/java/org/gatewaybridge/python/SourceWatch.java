package org.gatewaybridge.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.runtime.PythonStartFailed;

/**
 * Reloads an app when one of its source files has changed, for development. Compares times and
 * sizes, which works on every file system.
 */
final class SourceWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long PAUSE_MILLIS = 500;
  private static final long END_MILLIS = 10_000; // of an import, which ends within a few seconds
  private static final Pattern WATCHED =
      Pattern.compile(".*\\.(py|html?|jinja2?|j2|txt|toml|ya?ml|ini|cfg|json|mo)");
  private static final Set<String> IGNORED = Set.of("__pycache__", "node_modules", "target");

  private final RuntimeSupervisor supervisor;
  private final Path folder;
  private Map<Path, String> known;
  private final Thread thread = new Thread(this::watch, "gateway-python-reload");
  private volatile Thread loader = new Thread(); // the last one

  private SourceWatch(RuntimeSupervisor supervisor, Path folder) {
    this.supervisor = supervisor;
    this.folder = folder;
    known = look(); // before anyone is told that the app is ready
  }

  static SourceWatch start(RuntimeSupervisor supervisor, Path folder) {
    SourceWatch watch = new SourceWatch(supervisor, folder);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        lookAgain();
      }
    } catch (InterruptedException e) {
      loader.interrupt();
    }
  }

  private void lookAgain() throws InterruptedException {
    try {
      Map<Path, String> now = look();
      if (!now.equals(known)) {
        // An editor or a version control system may still be writing.
        Thread.sleep(PAUSE_MILLIS / 2);
        known = look();
        loadAgain();
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Sources could not be compared or loaded", LoggedFailure.of(e));
    }
  }

  /** Loads the app beside the watch, in place of an import that has not ended. */
  private void loadAgain() throws InterruptedException {
    loader.interrupt();
    loader.join();
    Thread next = new Thread(this::reload, "gateway-python-load");
    next.setDaemon(true);
    next.start();
    loader = next;
  }

  private void reload() {
    try {
      supervisor.reload();
      LOG.log(Level.INFO, "Sources in " + folder + " have changed; the app is reloaded");
    } catch (PythonStartFailed e) {
      LOG.log(
          Level.ERROR,
          "Sources have changed, but cannot be loaded; the app goes on as it was: "
              + e.getMessage());
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "The sources have changed again, or are watched no more");
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Sources could not be loaded", LoggedFailure.of(e));
    }
  }

  private Map<Path, String> look() {
    Map<Path, String> found = new HashMap<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              String name = String.valueOf(path.getFileName());
              boolean passedBy =
                  !path.equals(folder)
                      && (name.startsWith(".")
                          || IGNORED.contains(name)
                          || Files.exists(path.resolve("pyvenv.cfg")));
              return passedBy ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
              if (WATCHED.matcher(String.valueOf(path.getFileName())).matches()) {
                found.put(path, attributes.lastModifiedTime() + " " + attributes.size());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
              return FileVisitResult.CONTINUE; // deleted since it was listed
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Ends the watch and an import that has not ended, and waits for both. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END_MILLIS);
      loader.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
