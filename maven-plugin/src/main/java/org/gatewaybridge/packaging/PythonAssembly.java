package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Puts the Python side of a project into its places in the WAR. */
final class PythonAssembly {
  private static final String MARK = "WEB-INF/python-native.properties";
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|so\\.[\\d.]+|pyd|dylib)");

  private final PythonProject project;
  private final Path work;
  private final LeftOut leftOut;
  private final Consumer<String> warnings;
  private final Consumer<String> details;

  PythonAssembly(
      PythonProject project,
      Path work,
      LeftOut leftOut,
      Consumer<String> warnings,
      Consumer<String> details) {
    this.project = project;
    this.work = work;
    this.leftOut = leftOut;
    this.warnings = warnings;
    this.details = details;
  }

  /**
   * Returns the init parameters that name the app and its defaults; the project's own win.
   *
   * @param configured the app's address; if empty, it is looked for
   */
  Map<String, String> initParams(Optional<String> configured, Map<String, String> own)
      throws IOException {
    Map<String, String> params = new TreeMap<>(project.settings());
    params.putAll(own);
    if (!params.containsKey(PythonProject.APP_PARAMETER)) {
      params.put(
          PythonProject.APP_PARAMETER, new PythonAppFinder(project.sources()).app(configured));
    }
    return params;
  }

  /**
   * What a WAR gets.
   *
   * @param entries sources, packages, byte code and static files
   * @param urlPatterns where the container serves the static files
   */
  record Parts(List<WarEntry> entries, List<String> urlPatterns) {}

  /**
   * Installs, compiles and collects.
   *
   * @param servletPath the path of the app below its context; empty, or such as {@code /app}
   */
  Parts parts(String servletPath) throws IOException {
    Optional<Path> packages = PythonPackages.install(project, work, details);
    DjangoStatic files =
        DjangoStatic.of(project, servletPath, packages, work, leftOut, warnings, details);
    List<WarEntry> sources = new ArrayList<>(PythonSources.of(project, work, leftOut));
    sources.removeIf(files::isCollected);
    List<WarEntry> entries = new ArrayList<>(sources);
    entries.addAll(
        new ByteCode(project.interpreter(), details)
            .of(sources, work.resolve("python/byte-code"), warnings));
    if (packages.isPresent()) {
      entries.addAll(PythonPackages.entries(packages.get()));
    }
    addMark(entries);
    entries.addAll(files.entries());
    return new Parts(entries, files.urlPatterns(warnings));
  }

  private void addMark(List<WarEntry> entries) throws IOException {
    Optional<WarEntry> nativeOne =
        entries.stream().filter(entry -> NATIVE.matcher(entry.name()).matches()).findFirst();
    if (nativeOne.isPresent()) {
      entries.add(mark(nativeOne.get().name()));
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
