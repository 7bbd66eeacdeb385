package org.gatewaybridge.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract compiles where there is no Servlet API, and so does what is written against it. */
class ApiAloneTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "org", "gatewaybridge");
  private static final Path LINT = Path.of("..", "bridge-lint").resolve(SOURCES).resolve("lint");

  private final Path classes;

  ApiAloneTest(@TempDir Path classes) {
    this.classes = classes;
  }

  @Test
  void contractNeedsNoServletJar() throws Exception {
    assertThat(compile(sources(SOURCES.resolve("api")))).isEmpty();
  }

  @Test
  void lintAndMiddlewareNeedNoServletJar() throws Exception {
    List<Path> sources =
        Stream.concat(
                Stream.of(
                        "api",
                        "engine",
                        "logging",
                        "middleware",
                        "operation",
                        "settings",
                        "websocket")
                    .map(SOURCES::resolve),
                Stream.of(LINT))
            .flatMap(folder -> sources(folder).stream())
            .toList();

    assertThat(compile(sources)).isEmpty();
  }

  @Test
  void servletJarWouldBeMissed() throws Exception {
    Path source =
        Files.writeString(
            classes.resolve("Bad.java"),
            "class Bad extends jakarta.servlet.http.HttpServlet {}",
            UTF_8);

    assertThat(compile(List.of(source))).contains("jakarta.servlet.http");
  }

  @Test
  void anAppThatIsANamedModuleNeedsNoOther() throws Exception {
    Path folder = Files.createDirectories(classes.resolve("src"));
    List<Path> sources =
        List.of(
            Files.writeString(
                folder.resolve("module-info.java"),
                "module com.acme { requires org.gatewaybridge.core; exports com.acme; }"),
            Files.writeString(
                folder.resolve("Hello.java"),
                "package com.acme; import java.util.*; import org.gatewaybridge.api.*;"
                    + " public final class Hello implements GatewayApp {"
                    + " public Iterable<byte[]> call(Map<String, Object> e, StartResponse s) {"
                    + " return List.of(); } }"));
    Path core = Path.of(System.getProperty("basedir", ""), "target/classes").toAbsolutePath();

    assertThat(compile(sources, "--module-path", core.toString())).isEmpty();
  }

  private static List<Path> sources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles with JSpecify alone on the class path and returns what the compiler said. */
  private String compile(List<Path> sources) throws Exception {
    Path jspecify =
        Path.of(NullMarked.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return compile(sources, "-cp", jspecify.toString());
  }

  private String compile(List<Path> sources, String pathOption, String path) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      classes.toString(),
                      pathOption,
                      path,
                      "-encoding",
                      "UTF-8"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      return compiled ? "" : said + "failed";
    }
  }
}
