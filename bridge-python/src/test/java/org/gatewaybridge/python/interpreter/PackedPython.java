package org.gatewaybridge.python.interpreter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs what stands for an interpreter into an unpacked WAR, as the Maven plugin does. */
final class PackedPython {
  private PackedPython() {}

  /** Packs two small files of that content. */
  static CarriedPython of(Path webInf, String content) throws IOException {
    return of(webInf, Map.of("bin/python3", content, "lib/python3/os.py", content));
  }

  static CarriedPython of(Path webInf, Map<String, String> files) throws IOException {
    return of(webInf, Platform.own(), files);
  }

  static CarriedPython of(Path webInf, String platform, Map<String, String> files)
      throws IOException {
    Path folder = Files.createDirectories(webInf.resolve("python-runtime"));
    Path archive = folder.resolve(platform + ".zip");
    Map<String, String> all = new TreeMap<>(files);
    all.putIfAbsent(".modes", "x\tbin/python3\nl\tbin/python\tpython3\n");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : all.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0); // else the same files make another archive two seconds later
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(UTF_8));
      }
    }
    Files.writeString(
        folder.resolve(platform + ".properties"),
        "digest=%s\nexecutable=bin/python3\nversion=3.11.3\n".formatted(digest(archive)));
    return CarriedPython.of(webInf, platform).orElseThrow();
  }

  private static String digest(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
