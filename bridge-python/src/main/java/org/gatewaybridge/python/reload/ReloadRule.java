package org.gatewaybridge.python.reload;

import static java.util.stream.Collectors.joining;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a change of the sources loads the app. Whether the user or the app's own import
 * has changed a file cannot be seen. But the user's edits end at some time, and those of an import
 * are there at each import:
 *
 * <ul>
 *   <li>A Python file that changes during an import ends it, and it is begun again.
 *   <li>After any other change during an import, the app is loaded again when the import is done.
 *   <li>A file that changes during several imports running is the app's own. It does not load the
 *       app, until an import has left it alone; a Python file still does between imports.
 * </ul>
 *
 * <p>Only the watch thread uses it.
 */
final class ReloadRule {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final int MOST_ENDED = 10; // running; the next import runs to its end
  private static final int OWN_PYTHON = 10; // many, since editors save while somebody types
  private static final int OWN = 3;
  private static final int MOST_NAMES = 5; // in the log

  /** During how many of the last imports each of these has changed, without a gap. */
  private final Map<SourceChange, Integer> imports = new HashMap<>();

  private final Set<SourceChange> during = new LinkedHashSet<>(); // what has changed in this import
  private boolean isImporting = true;
  private int ended;

  /**
   * Returns whether the app is to be loaded now, in place of an import that is not done.
   *
   * @param changes since the last call
   * @param isDone whether no import ran any more when they were looked for
   */
  boolean loads(Set<SourceChange> changes, boolean isDone) {
    boolean loads;
    if (!isImporting) {
      changes.stream().filter(SourceChange::isPython).forEach(imports::remove);
      loads = !isOwn(changes);
    } else {
      during.addAll(changes);
      loads = isDone ? loadsAfterImport() : endsImport(changes);
    }
    isImporting = loads || (isImporting && !isDone);
    if (loads) {
      during.clear();
    }
    return loads;
  }

  private boolean endsImport(Set<SourceChange> changes) {
    if (ended == MOST_ENDED || changes.stream().noneMatch(this::isUsersPython)) {
      return false;
    }
    ended++;
    LOG.log(Level.INFO, names(changes) + " changed during the import, which is begun again");
    return true;
  }

  private boolean loadsAfterImport() {
    imports.keySet().retainAll(during);
    for (SourceChange change : during) {
      int running = imports.getOrDefault(change, 0) + 1;
      imports.put(change, running);
      if (running == limit(change)) {
        LOG.log(Level.INFO, sayOwn(change));
      }
    }
    if (isOwn(during)) {
      ended = 0;
      return false;
    }
    LOG.log(Level.INFO, names(during) + " changed during the import; the app is loaded again");
    return true;
  }

  private static String names(Set<SourceChange> changes) {
    String first =
        changes.stream().limit(MOST_NAMES).map(SourceChange::what).collect(joining(", "));
    int more = changes.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String sayOwn(SourceChange change) {
    return change
        + " changed during each of the last "
        + limit(change)
        + " imports, so the app itself seems to write it. Such a change does not load the app any"
        + " more; "
        + (change.isPython() ? "one after the import does" : "one of a Python file does");
  }

  private boolean isUsersPython(SourceChange change) {
    return change.isPython() && !isOwn(Set.of(change));
  }

  private boolean isOwn(Set<SourceChange> changes) {
    return changes.stream().allMatch(change -> imports.getOrDefault(change, 0) >= limit(change));
  }

  private static int limit(SourceChange change) {
    return change.isPython() ? OWN_PYTHON : OWN;
  }
}
