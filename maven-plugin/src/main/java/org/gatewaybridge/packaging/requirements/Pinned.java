package org.gatewaybridge.packaging.requirements;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/**
 * A package of a lock, as pip's requirements file says it.
 *
 * @param name its name
 * @param source {@code ==1.0}, or {@code @ https://...}
 * @param hashes what its files may be, such as {@code sha256:...}
 */
record Pinned(String name, String source, Set<String> hashes) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern SOURCE = Pattern.compile("==[\\w.!+-]+| @ [a-z]+:[\\x21-\\x7E]+");
  // Those that pip accepts for --require-hashes.
  private static final Pattern HASH =
      Pattern.compile("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}");

  static Pinned of(Lock lock, String name, String source, Collection<String> hashes) {
    Set<String> strong =
        hashes.stream()
            .filter(hash -> HASH.matcher(hash).matches())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!NAME.matcher(name).matches() || !SOURCE.matcher(source).matches()) {
      throw new PackagingRefused(
          lock.file()
              + " has a package "
              + Messages.quoted(name + source)
              + ", which is no name with a version or a URL; lock again");
    }
    if (strong.isEmpty()) {
      throw lock.refused(
          name, "has no SHA-256 hash, so pip cannot tell whether it gets what was locked");
    }
    return new Pinned(name, source, strong);
  }

  /** Returns the line of a requirements file; in one, pip replaces variables, but not in a lock. */
  String line() {
    return name
        + source.replace("${", "$%7B")
        + hashes.stream().map(hash -> " --hash=" + hash).collect(Collectors.joining());
  }
}
