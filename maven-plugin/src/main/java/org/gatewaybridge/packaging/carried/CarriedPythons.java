package org.gatewaybridge.packaging.carried;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gatewaybridge.packaging.archive.Digest;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.python.Interpreter;
import org.gatewaybridge.packaging.python.Pythons;

/**
 * The interpreters that a WAR is to carry.
 *
 * @param distribution the coordinates of CPythons in Maven's repositories, whose classifiers are
 *     platforms
 * @param home a folder with an interpreter of the build machine's platform, in place of the
 *     distribution's
 * @param platforms for which machines; empty for one like the build machine
 * @param fallback the build's interpreter if there is none to carry for its machine
 */
public record CarriedPythons(
    String distribution, Optional<Path> home, List<String> platforms, String fallback) {
  private static final String PLACE = "WEB-INF/python-runtime/";

  /** Prints the files that are mapped, where the system tells. */
  private static final String MAPPED =
      """
      import os, ssl
      if os.path.exists("/proc/self/maps"):
          print(open("/proc/self/maps").read())
      """;

  /** Folders that hold much more than a Python. */
  private static final Set<String> SYSTEM =
      Set.of("/", "/usr", "/usr/local", "/opt/homebrew", "/opt/local");

  private static final String SUPPORTED = "linux-[a-z0-9_]+(-musl)?|macosx-[a-z0-9_]+";

  /** Copies the list, each platform once, and checks the parameters. */
  public CarriedPythons {
    platforms = platforms.stream().distinct().toList();
    if (!distribution.matches("[^:]+:[^:]+:[^:]+")) {
      throw new PackagingRefused(
          "pythonDistribution (gateway.pythonDistribution) is \""
              + distribution
              + "\"; give groupId:artifactId:version");
    }
    for (String platform : platforms) {
      if (!platform.matches(SUPPORTED)) {
        throw new PackagingRefused(
            "pythonPlatforms (gateway.pythonPlatforms) names \""
                + platform
                + "\"; give such as linux-x86_64, linux-arm64 or macosx-arm64. A Python for Windows"
                + " cannot be carried yet");
      }
    }
  }

  /** Fetches an artifact from Maven's repositories. */
  @FunctionalInterface
  public interface Repository {
    /**
     * Fetches one.
     *
     * @throws PackagingRefused if it cannot be had
     */
    Path fetch(String coordinates);
  }

  /**
   * Prepares them.
   *
   * @param store the folder that keeps them for later builds
   * @param details receives what is done
   * @throws PackagingRefused if there is none for one of the platforms
   */
  public Pythons prepare(Repository repository, Path store, Consumer<String> details)
      throws IOException {
    return new Preparation(repository, new RuntimeStore(store, details)).pythons();
  }

  private final class Preparation {
    private final Repository repository;
    private final RuntimeStore store;

    Preparation(Repository repository, RuntimeStore store) {
      this.repository = repository;
      this.store = store;
    }

    Pythons pythons() throws IOException {
      Optional<Path> ofFolder = home.isPresent() ? Optional.of(ofFolder(home.get())) : home;
      String own = ofFolder.isPresent() ? platformOf(ofFolder.get()) : Platforms.own();
      List<String> wanted = platforms.isEmpty() ? List.of(own) : platforms;
      Optional<Path> ofBuild = ofFolder.isPresent() ? ofFolder : ofBuild(own, wanted);
      Interpreter interpreter =
          ofBuild.isPresent()
              ? Interpreter.carried(home(ofBuild.get()).interpreter())
              : Interpreter.named(fallback);
      List<WarEntry> entries = new ArrayList<>();
      for (String platform : wanted) {
        Path prepared =
            platform.equals(own) && ofBuild.isPresent()
                ? ofBuild.get()
                : ofDistribution(platform, Optional.of(interpreter));
        check(interpreter, home(prepared), platform);
        entries.addAll(entries(platform, prepared));
      }
      return new Pythons(interpreter, entries, wanted.equals(List.of(own)) ? List.of() : wanted);
    }

    private Optional<Path> ofBuild(String own, List<String> wanted) throws IOException {
      try {
        return Optional.of(ofDistribution(own, Optional.empty()));
      } catch (PackagingRefused none) {
        if (wanted.contains(own)) {
          throw none;
        }
        return Optional.empty();
      }
    }

    private Path ofDistribution(String platform, Optional<Interpreter> compiler)
        throws IOException {
      Path jar = repository.fetch(coordinates(platform));
      String digest = Digest.of(out -> Files.copy(jar, out));
      return store.prepared(
          digest, coordinates(platform), target -> HomeCopy.ofJar(jar, target), compiler);
    }

    private String coordinates(String platform) {
      return distribution.replaceFirst(":([^:]+)$", ":jar:" + platform + ":$1");
    }

    private Path ofFolder(Path folder) throws IOException {
      Path real = Files.isDirectory(folder) ? folder.toRealPath() : folder;
      if (SYSTEM.contains(real.toString())) {
        throw new PackagingRefused(
            "pythonHome (gateway.pythonHome) is "
                + folder
                + ", where this system has all its programs, and a Python among them; give the"
                + " folder of a CPython alone, such as uv python install unpacks");
      }
      PythonHome.of(folder, "pythonHome (gateway.pythonHome)");
      Path prepared =
          store.prepared(
              RuntimeStore.digestOf(real),
              "the CPython of gateway.pythonHome", // by its content: two folders may have the same
              target -> HomeCopy.ofFolder(real, target),
              Optional.empty());
      refuseWhatCannotBeMoved(real, prepared);
      return prepared;
    }

    /** A copy that loads libraries of the original would find none on the server. */
    private static void refuseWhatCannotBeMoved(Path original, Path prepared) throws IOException {
      Interpreter copy = Interpreter.carried(home(prepared).interpreter());
      Path copied = prepared.toRealPath();
      Interpreter.Outcome outcome = copy.run(original, Map.of(), List.of("-c", MAPPED));
      Optional<String> foreign =
          outcome.lines().stream()
              .map(line -> line.replaceFirst("^[^/]*", ""))
              .filter(
                  file ->
                      file.startsWith(original + "/")
                          || (file.matches(".*/libpython[^/]*") && !file.startsWith(copied + "/")))
              .findFirst();
      if (foreign.isPresent()) {
        throw new PackagingRefused(
            "pythonHome (gateway.pythonHome) is "
                + original
                + ", which cannot be moved: a copy of it still loads "
                + foreign.get()
                + ". Give a CPython that is made for that, such as uv python install unpacks");
      }
    }

    private String platformOf(Path prepared) throws IOException {
      return Platforms.ofTag(Interpreter.carried(home(prepared).interpreter()).facts().tag());
    }
  }

  private static PythonHome home(Path prepared) throws IOException {
    return PythonHome.of(prepared.resolve("home"), "The prepared interpreter");
  }

  private static void check(Interpreter ofBuild, PythonHome carried, String platform)
      throws IOException {
    String version = ofBuild.facts().version();
    if (!version.startsWith(carried.minorVersion() + ".")) {
      throw new PackagingRefused(
          "The build runs Python "
              + version
              + ", and the WAR would carry "
              + carried.version()
              + " for "
              + platform
              + "; give both the same x of 3.x, with pythonHome, pythonDistribution or"
              + " pythonExecutable");
    }
  }

  private static List<WarEntry> entries(String platform, Path prepared) {
    return List.of(
        new WarEntry(PLACE + platform + ".zip", prepared.resolve("runtime.zip")),
        new WarEntry(PLACE + platform + ".properties", prepared.resolve("runtime.properties")),
        new WarEntry(
            "META-INF/sbom/python-" + platform + ".cdx.json", prepared.resolve("bom.json")));
  }
}
