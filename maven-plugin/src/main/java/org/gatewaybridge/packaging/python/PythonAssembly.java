package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Exclusions;

/** Puts the Python side of a project into its places in the WAR. */
public final class PythonAssembly {
  private static final String MARK = "WEB-INF/python-native.properties";
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|so\\.[\\d.]+|pyd|dylib)");

  private final PythonProject project;
  private final Path work;
  private final Exclusions exclusions;
  private final Consumer<String> warnings;
  private final Consumer<String> details;

  public PythonAssembly(
      PythonProject project,
      Path work,
      Exclusions exclusions,
      Consumer<String> warnings,
      Consumer<String> details) {
    this.project = project;
    this.work = work;
    this.exclusions = exclusions;
    this.warnings = warnings;
    this.details = details;
  }

  /**
   * What a WAR gets.
   *
   * @param entries sources, packages, byte code and static files
   * @param urlPatterns where the container serves the static files
   */
  public record Parts(List<WarEntry> entries, List<String> urlPatterns) {}

  /**
   * Installs, compiles and collects.
   *
   * @param servletPath the path of the app below its context; empty, or such as {@code /app}
   */
  public Parts parts(String servletPath) throws IOException {
    project.interpreter().facts(); // refuses what is no Python
    Optional<Path> packages = PythonPackages.install(project, work, details);
    DjangoStatic files =
        DjangoStatic.collect(project, servletPath, packages, work, exclusions, warnings, details);
    List<WarEntry> sources = new ArrayList<>(PythonSources.list(project, work, exclusions));
    sources.removeIf(files::isCollected);
    List<WarEntry> entries = new ArrayList<>(sources);
    entries.addAll(
        new ByteCode(project.interpreter(), details)
            .compiled(sources, work.resolve("python/byte-code"), warnings));
    if (packages.isPresent()) {
      entries.addAll(PythonPackages.entries(packages.get(), exclusions));
    }
    addMark(entries);
    entries.addAll(files.entries());
    entries.addAll(project.pythons().carried());
    return new Parts(entries, files.urlPatterns(warnings));
  }

  private void addMark(List<WarEntry> entries) throws IOException {
    Optional<WarEntry> nativeOne =
        entries.stream().filter(entry -> NATIVE.matcher(entry.name()).matches()).findFirst();
    if (nativeOne.isPresent()) {
      refuseOnOtherPlatforms(nativeOne.get().name());
      entries.add(mark(nativeOne.get().name()));
    }
  }

  private void refuseOnOtherPlatforms(String nativeOne) {
    List<String> platforms = project.pythons().platforms();
    if (!platforms.isEmpty()) {
      throw new PackagingRefused(
          "pythonPlatforms (gateway.pythonPlatforms) is "
              + String.join(",", platforms)
              + ", but "
              + nativeOne
              + " is made for the build machine's platform alone; build a WAR on each platform,"
              + " without pythonPlatforms");
    }
  }

  // Compared at start, where Python's own words would be that a module was not found.
  private WarEntry mark(String because) throws IOException {
    Path file = work.resolve("python/native.properties");
    String text = "for=" + project.interpreter().facts().tag() + "\nbecause=" + because + "\n";
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return new WarEntry(MARK, file);
  }
}
