package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.gatewaybridge.compat.Run;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.matrix.CaseRow;
import org.gatewaybridge.matrix.Matrix;
import org.gatewaybridge.matrix.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** That an engine which breaks its rules turns the matrix red, in every column. */
final class BrokenEngineIT {
  private static final Path SOURCES = Path.of("../../bridge-core/src/main/java/org/gatewaybridge");

  /** What is broken, by source file: a text in it and what takes its place. */
  private static final Map<String, List<String>> BREAKS =
      Map.of(
          "engine/GatewayCall.java",
          List.of("if (!of.isSent())", "of.close(); if (!of.isSent())"),
          "servlet/EnvironNames.java",
          List.of("\", \"", "\"; \""),
          "engine/BodyFraming.java",
          List.of("length == UNKNOWN ? Long.MAX_VALUE : length - written", "Long.MAX_VALUE"));

  /** The cases that see it: close, joining, cut. */
  private static final Map<String, String> CASES =
      Map.of(
          "S17", "closeComesOnceAfterTheLastByte",
          "H01", "headersOfOneNameAreJoined",
          "F03", "noChunkIsAskedForBeyondTheLength");

  @Test
  void everyColumnTurnsRed(@TempDir Path folder) throws Exception {
    Path classes = compileBroken(folder);
    Path report = folder.resolve("matrix");

    runSuite(
        Map.of(
            "compat.app", broken("compat.app", classes, folder).toString(),
            "compat.mapped", broken("compat.mapped", classes, folder).toString(),
            "compat.matrix", report.toString()));

    Matrix matrix = Matrix.read(report.resolve("matrix.json"));
    Run run = Run.ofProperties();
    for (CaseRow row : matrix.cases()) {
      if (CASES.containsKey(row.id())) {
        assertThat(run.containers())
            .filteredOn(container -> run.obstacle(container).isEmpty())
            .as(row.id())
            .isNotEmpty()
            .allMatch(container -> outcome(row, container) == Outcome.FAIL);
      }
    }
  }

  private static Outcome outcome(CaseRow row, Container container) {
    return Objects.requireNonNull(row.results().get(container.id())).outcome();
  }

  private static Path compileBroken(Path folder) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    List<String> command = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : BREAKS.entrySet()) {
      Path whole = SOURCES.resolve(entry.getKey());
      String source = Files.readString(whole, UTF_8);
      assertThat(source).contains(entry.getValue().get(0));
      Path file = sources.resolve(Objects.requireNonNull(whole.getFileName()));
      Files.writeString(
          file, source.replace(entry.getValue().get(0), entry.getValue().get(1)), UTF_8);
      command.add(file.toString());
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + core(folder);
    command.addAll(List.of("-d", classes.toString(), "--release", "17", "-cp", classPath));
    int result =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
    assertThat(result).as("compiler's exit code").isZero();
    return classes;
  }

  /** Takes bridge-core out of the WAR under test. */
  private static Path core(Path folder) throws IOException {
    Path core = folder.resolve("core.jar");
    try (FileSystem war = FileSystems.newFileSystem(Path.of(System.getProperty("compat.app")));
        Stream<Path> libraries = Files.list(war.getPath("WEB-INF/lib"))) {
      for (Path library : libraries.toList()) {
        if (library.getFileName().toString().startsWith("bridge-core-")) {
          Files.copy(library, core);
        }
      }
    }
    return core;
  }

  /** Puts the broken classes where they hide those of bridge-core. Servlet 6.0, 10.5. */
  private static Path broken(String property, Path classes, Path folder) throws IOException {
    Path whole = Path.of(System.getProperty(property));
    Path broken = folder.resolve(whole.getFileName().toString());
    Files.copy(whole, broken);
    try (FileSystem war = FileSystems.newFileSystem(broken);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path entry = war.getPath("WEB-INF/classes").resolve(classes.relativize(file).toString());
        Files.createDirectories(entry.getParent());
        Files.copy(file, entry);
      }
    }
    return broken;
  }

  private static void runSuite(Map<String, String> properties) {
    Map<String, String> before = new HashMap<>();
    properties.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
    try {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectPackage(BrokenEngineIT.class.getPackageName()))
                  .filters(
                      ClassNameFilter.includeClassNamePatterns(".*IT"),
                      ClassNameFilter.excludeClassNamePatterns(BrokenEngineIT.class.getName()),
                      (PostDiscoveryFilter) BrokenEngineIT::sees)
                  .build());
    } finally {
      before.forEach(System::setProperty);
    }
  }

  private static FilterResult sees(TestDescriptor test) {
    boolean seen =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getMethodName())
            .map(Set.copyOf(CASES.values())::contains)
            .orElse(!test.isTest());
    return FilterResult.includedIf(seen);
  }
}
