package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R16;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gatewaybridge.api.ContractViolation;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's environ as the app sees it: what is put is checked, and it dies with its request.
 */
final class LintedEnviron extends AbstractMap<String, Object> {
  private final Map<String, Object> environ;
  private final Set<Object> read = new HashSet<>();
  private boolean allRead;
  private volatile boolean dead;

  LintedEnviron(Map<String, Object> environ) {
    this.environ = environ;
  }

  /** Ends the environ: the response has been closed. */
  void die() {
    dead = true;
  }

  /** Whether the app has read a value, by itself or with all others. */
  boolean hasRead(String key) {
    return allRead || read.contains(key);
  }

  @Override
  public @Nullable Object get(Object key) {
    reading(key);
    return environ.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    reading(key);
    return environ.containsKey(key);
  }

  @Override
  public @Nullable Object put(String key, Object value) {
    EnvironLint.checkEntry(key, value);
    return environ.put(key, value);
  }

  @Override
  public @Nullable Object remove(Object key) {
    return environ.remove(key);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    if (dead && !allRead) {
      throw tooLate("The environ was iterated");
    }
    allRead = true;
    return environ.entrySet();
  }

  private void reading(Object key) {
    if (!dead) {
      read.add(key);
    } else if (!allRead && !read.contains(key)) {
      throw tooLate("The environ's " + Quoted.of(key) + " was read");
    }
  }

  private static ContractViolation tooLate(String what) {
    return new ContractViolation(
        R16, what + " after the response was closed; read it before and keep the value");
  }
}
