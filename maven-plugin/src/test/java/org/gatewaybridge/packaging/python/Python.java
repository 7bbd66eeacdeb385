package org.gatewaybridge.packaging.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gatewaybridge.packaging.requirements.PackageFile;

/** The Python side of a project on disk; tests that need an interpreter are skipped without it. */
public final class Python {
  public static final String EXECUTABLE = "/usr/bin/python3";

  private Python() {}

  public static String executable() {
    assumeTrue(Files.isExecutable(Path.of(EXECUTABLE)), "There is no " + EXECUTABLE);
    return EXECUTABLE;
  }

  /** A project whose modules are in src/main/python, with what stands in requirements.txt. */
  public static PythonProject in(Path base, String... pipArguments) {
    Path sources = base.resolve("src/main/python");
    return new PythonProject(
        base,
        sources,
        PackageFile.find(base, sources, Optional.empty()),
        List.of(),
        List.of(pipArguments),
        Pythons.ofServer(EXECUTABLE),
        Map.of(),
        false,
        false);
  }

  /** Makes a wheel as PEP 427 describes it. */
  public static Path wheel(Path folder, String name, Map<String, String> files) {
    try {
      Path wheel = Files.createDirectories(folder).resolve(name + "-1.0-py3-none-any.whl");
      Map<String, String> all = new TreeMap<>(files);
      String info = name + "-1.0.dist-info/";
      all.put(info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n");
      all.put(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      StringBuilder record = new StringBuilder(info + "RECORD,,\n");
      all.keySet().forEach(file -> record.append(file).append(",,\n"));
      all.put(info + "RECORD", record.toString());
      try (OutputStream out = Files.newOutputStream(wheel);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, String> file : all.entrySet()) {
          zip.putNextEntry(new ZipEntry(file.getKey()));
          zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        }
      }
      return wheel;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
