package org.gatewaybridge.packaging.archive;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The entries of an archive by name, sorted; each name once. */
public final class WarLayout {
  private final TreeMap<String, WarEntry> entries = new TreeMap<>();

  /**
   * Adds an entry.
   *
   * @throws PackagingRefused if there is an entry of that name, or a file where a folder must be
   */
  public void add(WarEntry entry) {
    WarEntry taken = entries.putIfAbsent(entry.name(), entry);
    if (taken != null) {
      throw clash(entry, taken);
    }
    Map.Entry<String, WarEntry> below = entries.higherEntry(entry.name() + "/");
    if (below != null && below.getKey().startsWith(entry.name() + "/")) {
      throw clash(entry, below.getValue());
    }
    for (int slash = entry.name().indexOf('/');
        slash > 0;
        slash = entry.name().indexOf('/', slash + 1)) {
      WarEntry above = entries.get(entry.name().substring(0, slash));
      if (above != null) {
        throw clash(entry, above);
      }
    }
  }

  private static PackagingRefused clash(WarEntry entry, WarEntry taken) {
    return new PackagingRefused(
        "Two files want the place "
            + entry.name()
            + " in the WAR: "
            + taken.file()
            + " and "
            + entry.file()
            + "; remove one, or leave it out with packagingExcludes");
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  public void removeIf(Predicate<String> name) {
    entries.keySet().removeIf(name);
  }

  /** Returns the entries, sorted by name. */
  public Collection<WarEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }
}
