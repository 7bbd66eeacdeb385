package org.gatewaybridge.python.interpreter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The archive of an interpreter. What a ZIP file cannot say is in its entry {@code .modes}: a line
 * {@code x PATH} for an executable file, and {@code l PATH TARGET} for a symbolic link, with tabs
 * between.
 */
final class PackedRuntime {
  private static final String MODES = ".modes";
  private static final int BLOCK = 1 << 16;

  private final CarriedPython python;

  PackedRuntime(CarriedPython python) {
    this.python = python;
  }

  /** Whether all of it is in a folder, byte by byte. */
  boolean isUnpackedAt(Path home) throws IOException {
    if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (ZipFile zip = open()) {
      boolean whole = zip.stream().parallel().allMatch(entry -> isAt(home, entry));
      List<String[]> modes = modes(zip);
      whole = whole && isAlone(home, zip, modes);
      for (String[] mode : whole ? modes : List.<String[]>of()) {
        Path file = home.resolve(mode[1]);
        whole &= mode[0].equals("x") ? Files.isExecutable(file) : isLink(file, mode[2]);
      }
      return whole;
    }
  }

  private static boolean isLink(Path file, String target) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return Files.readSymbolicLink(file).toString().equals(target);
    }
    Path original = file.resolveSibling(target);
    return Files.isRegularFile(file) && Files.mismatch(file, original) < 0; // a copy
  }

  /**
   * Whether nothing else is there but byte code, such as a sitecustomize.py that one app has put
   * there and all would run.
   */
  private static boolean isAlone(Path home, ZipFile zip, List<String[]> modes) throws IOException {
    Set<String> known = new HashSet<>();
    zip.stream().forEach(entry -> known.add(entry.getName()));
    modes.forEach(mode -> known.add(mode[1]));
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> home.relativize(file).toString().replace('\\', '/'))
          .allMatch(name -> known.contains(name) || name.contains("/__pycache__/"));
    } catch (UncheckedIOException gone) { // as walk throws it
      return false;
    }
  }

  private static boolean isAt(Path home, ZipEntry entry) {
    Path file = home.resolve(entry.getName());
    if (entry.isDirectory() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return entry.isDirectory();
    }
    CRC32 sum = new CRC32();
    byte[] block = new byte[(int) Math.max(1, Math.min(BLOCK, entry.getSize()))];
    long length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int size = in.read(block); size >= 0; size = in.read(block)) {
        sum.update(block, 0, size);
        length += size;
      }
    } catch (IOException e) {
      return false;
    }
    return length == entry.getSize() && sum.getValue() == entry.getCrc();
  }

  /**
   * Unpacks it into an empty folder.
   *
   * @throws IOException if it is damaged, or has no room
   */
  void unpackTo(Path home) throws IOException {
    if (!digest().equals(python.digest())) {
      throw damaged("its SHA-256 is another");
    }
    try (ZipFile zip = open()) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        Path file = within(home, entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.resolveSibling("."));
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
      for (String[] mode : modes(zip)) {
        Path file = within(home, mode[1]);
        if (mode[0].equals("x")) {
          makeExecutable(file);
        } else {
          within(home, home.relativize(file.resolveSibling(mode[2])).toString());
          link(file, mode[2]);
        }
      }
    }
  }

  /** Makes all of an interpreter look new. */
  static void touch(Path home) throws IOException {
    FileTime now = FileTime.from(Instant.now());
    try (Stream<Path> all = Files.walk(home)) {
      for (Path one : all.filter(file -> !Files.isSymbolicLink(file)).toList()) {
        Files.setLastModifiedTime(one, now);
      }
    } catch (NoSuchFileException | UncheckedIOException replaced) {
      // by another server, with a new one
    }
  }

  private Path within(Path home, String name) throws IOException {
    Path file = home.resolve(name).normalize();
    if (!file.startsWith(home)) {
      throw damaged("it leaves its folder with " + name);
    }
    return file;
  }

  private IOException damaged(String how) {
    return new IOException(python.archive() + " is damaged: " + how + "; build the WAR again");
  }

  private List<String[]> modes(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(MODES);
    if (entry == null) {
      throw damaged("it has no " + MODES);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      List<String[]> modes =
          new String(in.readAllBytes(), UTF_8).lines().map(line -> line.split("\t")).toList();
      if (!modes.stream().allMatch(mode -> mode.length == (mode[0].equals("x") ? 2 : 3))) {
        throw damaged("its " + MODES + " cannot be read");
      }
      return modes;
    }
  }

  private static void makeExecutable(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  private static void link(Path file, String target) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    try {
      Files.createSymbolicLink(file, Path.of(target));
    } catch (UnsupportedOperationException e) {
      Files.copy(file.resolveSibling(target), file);
    }
  }

  private ZipFile open() throws IOException {
    return new ZipFile(python.archive().toFile());
  }

  private String digest() throws IOException {
    try (InputStream file = Files.newInputStream(python.archive())) {
      DigestInputStream in = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"));
      byte[] block = new byte[BLOCK];
      while (in.read(block) >= 0) {
        // the digest sees it
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
