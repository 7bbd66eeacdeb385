package org.gatewaybridge.python.reload;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Set;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.runtime.PythonStartFailed;

/** Loads an app again when its sources have changed. */
public final class SourceWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long PAUSE_MILLIS = 500;
  private static final long END_MILLIS = 10_000; // of an import, which ends within a few seconds

  private final Load load;
  private final Path folder;
  private final ReloadRule rule = new ReloadRule();
  private SourceFiles known;
  private final Thread thread = new Thread(this::watch, "gateway-python-reload");
  private volatile Thread loader = new Thread(); // imports the app, unless it is not alive

  /** Loads the app. */
  @FunctionalInterface
  public interface Load {
    /** Returns when the app has been imported; an interrupt ends the import. */
    void load() throws PythonStartFailed, InterruptedException;
  }

  /** Looks at the sources in a folder, before the app is imported for the first time. */
  public SourceWatch(Path folder, Load load) {
    this.folder = folder;
    this.load = load;
    known = SourceFiles.in(folder);
    thread.setDaemon(true);
  }

  /**
   * Starts to watch.
   *
   * @param first the thread of the first import; not alive if that is done
   */
  public void start(Thread first) {
    loader = first;
    thread.start();
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
      boolean isDone = !loader.isAlive(); // before the look, which sees all that it has written
      Set<SourceChange> changes = changes();
      if (rule.loads(changes, isDone)) {
        loadAgain();
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Sources could not be compared or loaded", LoggedFailure.of(e));
    }
  }

  private Set<SourceChange> changes() throws InterruptedException {
    SourceFiles before = known;
    known = before.look();
    if (!known.changesSince(before).isEmpty()) {
      // An editor or a version control system may still be writing.
      Thread.sleep(PAUSE_MILLIS / 2);
      known = known.look();
    }
    return known.changesSince(before);
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
      load.load();
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
