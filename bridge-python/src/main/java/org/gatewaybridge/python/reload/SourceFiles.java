package org.gatewaybridge.python.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gatewaybridge.logging.Escaped;

/**
 * What an app's sources contained at one moment. A file that is written again with the same content
 * has not changed. It is read only if its time or size is another, which works on every file
 * system.
 */
final class SourceFiles {
  private static final Pattern WATCHED =
      Pattern.compile(".*\\.(py|html?|jinja2?|j2|txt|toml|ya?ml|ini|cfg|json|mo)");
  private static final Set<String> IGNORED = Set.of("__pycache__", "node_modules", "target");
  private static final long MOST_READ = 1 << 20; // of larger ones, time and size are compared

  private final Path folder;
  private final Map<Path, Content> files = new HashMap<>();

  private record Content(String stamp, String digest) {}

  private SourceFiles(Path folder) {
    this.folder = folder;
  }

  static SourceFiles in(Path folder) {
    return new SourceFiles(folder).look();
  }

  /** Returns what they contain now. */
  SourceFiles look() {
    SourceFiles found = new SourceFiles(folder);
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
                found.files.put(path, content(path, attributes));
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

  private Content content(Path file, BasicFileAttributes attributes) {
    String stamp = attributes.lastModifiedTime() + " " + attributes.size();
    Content before = files.get(file);
    if (before != null && before.stamp.equals(stamp)) {
      return before;
    }
    return new Content(stamp, attributes.size() > MOST_READ ? stamp : digest(file, stamp));
  }

  private static String digest(Path file, String otherwise) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      return otherwise;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Returns in what these differ from what they were. */
  Set<SourceChange> changesSince(SourceFiles before) {
    Map<String, SourceChange> changes = new TreeMap<>();
    Set<Path> all = new TreeSet<>(files.keySet());
    all.addAll(before.files.keySet());
    for (Path file : all) {
      Content was = before.files.get(file);
      Content is = files.get(file);
      String name = Escaped.text(folder.relativize(file).toString());
      if (was == null || is == null) {
        SourceChange change = SourceChange.newOrDeleted(name);
        changes.put(change.what(), change);
      } else if (!was.digest.equals(is.digest)) {
        changes.put(name, SourceChange.of(name));
      }
    }
    return new LinkedHashSet<>(changes.values());
  }
}
