package org.gatewaybridge.packaging.carried;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.python.Interpreter;
import org.gatewaybridge.packaging.python.Python;
import org.gatewaybridge.packaging.python.Pythons;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interpreters are small scripts that call this machine's own. */
@SuppressWarnings("NullAway.Init")
class CarriedPythonsTest {
  private static final String DISTRIBUTION = "org.acme:cpython:1.0";

  private @TempDir Path temporary;
  private String name;
  private String machine;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void interpreterOfTheMachine() throws IOException {
    Interpreter.Facts facts = Interpreter.named(Python.executable()).facts();
    name = "python" + facts.version().replaceFirst("\\.\\d+$", "");
    machine = Platforms.ofTag(facts.tag());
  }

  private Map<String, String> files(String pythonName) {
    Map<String, String> files = new TreeMap<>();
    files.put("bin/" + pythonName, "#!/bin/sh\nexec " + Python.EXECUTABLE + " \"$@\"\n");
    files.put("include/" + pythonName + "/patchlevel.h", "#define PY_VERSION      \"3.99.7\"\n");
    files.put("include/" + pythonName + "/Python.h", "");
    files.put("lib/" + pythonName + "/os.py", "name = 'ours'\n");
    files.put("lib/" + pythonName + "/LICENSE.txt", "PSF\n");
    files.put("lib/" + pythonName + "/lib-dynload/_ssl.so", "\0OpenSSL 3.0.11 19 Sep 2023\0");
    files.put("lib/" + pythonName + "/site-packages/pip/__init__.py", "");
    files.put("lib/" + pythonName + "/test/test_os.py", "");
    return files;
  }

  private Path jar(String platform, Map<String, String> files) {
    Path jar = temporary.resolve(platform + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry("org/acme/" + platform + "/" + file.getKey());
        entry.setTime(0); // else the same files make other bytes two seconds later
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.ISO_8859_1));
      }
      return jar;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path folder() throws IOException {
    return folder("cpython-of-ours");
  }

  private Path folder(String folderName) throws IOException {
    Path home = temporary.resolve(folderName);
    for (Map.Entry<String, String> file : files(name).entrySet()) {
      Path target = home.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue(), StandardCharsets.ISO_8859_1);
    }
    assertThat(home.resolve("bin/" + name).toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(home.resolve("bin/python3"), Path.of(name));
    Files.createSymbolicLink(home.resolve("lib/absolute.so"), home.resolve("lib").resolve(name));
    return home;
  }

  private Pythons prepared(Optional<Path> home, String... platforms) throws IOException {
    return new CarriedPythons(DISTRIBUTION, home, List.of(platforms), Python.EXECUTABLE)
        .prepare(this::fetch, temporary.resolve("store"), said::add);
  }

  private Path fetch(String coordinates) {
    String platform = coordinates.replaceFirst("^[^:]*:[^:]*:jar:([^:]*):.*", "$1");
    if (platform.endsWith("mips")) {
      throw new PackagingRefused("none for " + platform);
    }
    return jar(platform, files(platform.endsWith("old") ? "python3.1" : name));
  }

  private static Path file(Pythons pythons, String entry) {
    return pythons.carried().stream()
        .filter(one -> one.name().equals(entry))
        .map(WarEntry::file)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void buildUsesTheInterpreterThatTheWarCarries() throws Exception {
    Pythons pythons = prepared(Optional.empty());

    assertThat(pythons.interpreter().isCarried()).isTrue();
    assertThat(pythons.interpreter().toString()).contains("/home/bin/" + name);
    assertThat(pythons.carried().stream().map(WarEntry::name))
        .containsExactly(
            "WEB-INF/python-runtime/" + machine + ".zip",
            "WEB-INF/python-runtime/" + machine + ".properties",
            "META-INF/sbom/python-" + machine + ".cdx.json");
    assertThat(pythons.platforms()).isEmpty();
  }

  @Test
  void archiveHasWhatAServerNeedsAndTellsWhatItIs() throws Exception {
    Pythons pythons = prepared(Optional.empty());

    Path archive = file(pythons, "WEB-INF/python-runtime/" + machine + ".zip");
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName).filter(entry -> !entry.endsWith(".pyc")))
          .containsExactly(
              ".modes",
              "LICENSES.txt",
              "bin/",
              "bin/" + name,
              "include/",
              "include/" + name + "/",
              "include/" + name + "/patchlevel.h",
              "lib/",
              "lib/" + name + "/",
              "lib/" + name + "/LICENSE.txt",
              "lib/" + name + "/__pycache__/",
              "lib/" + name + "/lib-dynload/",
              "lib/" + name + "/lib-dynload/_ssl.so",
              "lib/" + name + "/os.py");
      try (InputStream modes = zip.getInputStream(zip.getEntry(".modes"))) {
        assertThat(modes).asString(StandardCharsets.UTF_8).isEqualTo("x\tbin/" + name + "\n");
      }
    }
    Properties facts = new Properties();
    facts.load(
        Files.newBufferedReader(
            file(pythons, "WEB-INF/python-runtime/" + machine + ".properties")));
    assertThat(facts)
        .containsEntry("executable", "bin/" + name)
        .containsEntry("version", "3.99.7")
        .containsKey("digest");
    assertThat(file(pythons, "META-INF/sbom/python-" + machine + ".cdx.json"))
        .content()
        .contains(
            "pkg:generic/cpython@3.99.7",
            "pkg:generic/openssl@3.0.11",
            DISTRIBUTION.substring(0, 16));
  }

  @Test
  void sameSourceMakesTheSameBytesAndIsPreparedOnce() throws Exception {
    Path first = file(prepared(Optional.empty()), "WEB-INF/python-runtime/" + machine + ".zip");
    byte[] bytes = Files.readAllBytes(first);
    assertThat(said).hasSize(1);
    prepared(Optional.empty());
    assertThat(said).hasSize(1);

    Pythons elsewhere =
        new CarriedPythons(DISTRIBUTION, Optional.empty(), List.of(), Python.EXECUTABLE)
            .prepare(this::fetch, temporary.resolve("another store"), said::add);
    assertThat(file(elsewhere, "WEB-INF/python-runtime/" + machine + ".zip"))
        .hasBinaryContent(bytes);
  }

  @Test
  void whatAKilledBuildHasLeftGoes() throws Exception {
    Path left = Files.createDirectories(temporary.resolve("store/half-1/home"));
    Files.createFile(left.resolve("file"));
    prepared(Optional.empty());

    assertThat(temporary.resolve("store/half-1")).doesNotExist();
  }

  @Test
  void billOfMaterialsDoesNotNameTheFirstFolder() throws Exception {
    Path bom =
        file(
            prepared(Optional.of(folder("my \"py\" home"))),
            "META-INF/sbom/python-" + machine + ".cdx.json");

    assertThat(bom).content().contains("the CPython of gateway.pythonHome").doesNotContain("my ");
  }

  @Test
  void billOfMaterialsIsJson() throws Exception {
    Path home = folder();
    Files.writeString(
        home.resolve("include/" + name + "/patchlevel.h"), "#define PY_VERSION \"3.99\\7\"\n");
    Path bom = temporary.resolve("bom.json");
    RuntimeBom.write(PythonHome.of(home, ""), "a \"quoted\"\tsource", bom);

    JsonObject cpython =
        JsonParser.parseString(Files.readString(bom))
            .getAsJsonObject()
            .getAsJsonArray("components")
            .get(0)
            .getAsJsonObject();
    assertThat(cpython.get("version").getAsString()).isEqualTo("3.99\\7");
    assertThat(cpython.get("description").getAsString()).isEqualTo("a \"quoted\"\tsource");
  }

  @Test
  void folderIsCarriedWithItsLinks() throws Exception {
    Pythons pythons = prepared(Optional.of(folder()));

    Path archive = file(pythons, "WEB-INF/python-runtime/" + machine + ".zip");
    try (ZipFile zip = new ZipFile(archive.toFile());
        InputStream modes = zip.getInputStream(zip.getEntry(".modes"))) {
      assertThat(new String(modes.readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactlyInAnyOrder(
              "l\tbin/python3\t" + name, "x\tbin/" + name, "l\tlib/absolute.so\t" + name);
    }
  }

  @Test
  void folderThatCannotBeMovedIsRefused() throws Exception {
    Path home = folder();
    Path library = home.resolve("lib/mapped.so");
    Files.writeString(library, "a library");
    Path script = home.resolve("bin").resolve(name);
    Files.writeString(
        script,
        "#!/bin/sh\nexec %s -c 'import mmap, os, sys\nf = open(\"%s\", \"rb\")\nm = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)\nexec(sys.argv[2] if sys.argv[1] == \"-c\" else \"\")' \"$@\"\n"
            .formatted(Python.EXECUTABLE, library));

    assertThatThrownBy(() -> prepared(Optional.of(home)))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("which cannot be moved: a copy of it still loads " + library);
  }

  @Test
  void otherPlatformsAreCarriedBesideTheBuildMachines() throws Exception {
    Pythons pythons = prepared(Optional.of(folder()), machine, "linux-s390x", machine);

    assertThat(pythons.platforms()).containsExactly(machine, "linux-s390x");
    assertThat(pythons.carried()).hasSize(6);
    try (ZipFile zip =
        new ZipFile(file(pythons, "WEB-INF/python-runtime/linux-s390x.zip").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).anyMatch(entry -> entry.endsWith(".pyc"));
    }
  }

  @Test
  void foldersOfAllTheSystemsProgramsAreRefusedAtOnce() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("python"), Path.of("/usr"));

    for (Path home : List.of(Path.of("/"), Path.of("/usr"), link)) {
      assertThatThrownBy(() -> prepared(Optional.of(home)))
          .isInstanceOf(PackagingRefused.class)
          .hasMessageContaining(
              "pythonHome (gateway.pythonHome) is " + home + ", where this system")
          .hasMessageContaining("such as uv python install unpacks");
    }
  }

  @Test
  void whatAnotherVersionOfTheBuildsPythonHasCompiledIsCompiledAgain() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("sites"));
    Path python = temporary.resolve("python3");
    Files.writeString(
        python, "#!/bin/sh\nPYTHONPATH=%s exec %s \"$@\"\n".formatted(folder, Python.EXECUTABLE));
    assertThat(python.toFile().setExecutable(true)).isTrue();
    CarriedPythons others =
        new CarriedPythons(
            DISTRIBUTION, Optional.empty(), List.of("linux-s390x"), python.toString());

    for (int build = 0; build < 2; build++) {
      others.prepare(this::fetchForOthers, temporary.resolve("store"), said::add);
      assertThat(said).hasSize(1);
    }
    Files.writeString(
        folder.resolve("sitecustomize.py"),
        "import sys\nsys.version_info = sys.version_info[:2] + (99, 'final', 0)\n");
    others.prepare(this::fetchForOthers, temporary.resolve("store"), said::add);
    assertThat(said).hasSize(2);
  }

  private Path fetchForOthers(String coordinates) {
    if (coordinates.contains(Platforms.own())) {
      throw new PackagingRefused("none for this machine");
    }
    return fetch(coordinates);
  }

  @Test
  void platformsOfAnotherVersionThanTheBuildsAreRefused() {
    assertThatThrownBy(() -> prepared(Optional.empty(), machine, "linux-old"))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("the WAR would carry 3.99.7 for linux-old")
        .hasMessageContaining("the same x of 3.x");
  }

  @Test
  void whatCannotBeCarriedIsRefused() throws Exception {
    assertThatThrownBy(() -> prepared(Optional.empty(), "linux-mips"))
        .isInstanceOf(PackagingRefused.class)
        .hasMessage("none for linux-mips");
    assertThatThrownBy(() -> prepared(Optional.empty(), "windows-x86_64"))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("names \"windows-x86_64\"")
        .hasMessageContaining("cannot be carried yet");
    assertThatThrownBy(() -> prepared(Optional.of(temporary)))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("pythonHome (gateway.pythonHome) is " + temporary)
        .hasMessageContaining("there is no CPython");
    assertThatThrownBy(() -> new CarriedPythons("cpython", Optional.empty(), List.of(), "python3"))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("give groupId:artifactId:version");
  }
}
