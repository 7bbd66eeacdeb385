package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.Parameter;
import org.gatewaybridge.packaging.Advice;
import org.gatewaybridge.packaging.App;
import org.gatewaybridge.packaging.AppFinder;
import org.gatewaybridge.packaging.ClassFolder;
import org.gatewaybridge.packaging.Libraries;
import org.gatewaybridge.packaging.Library;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.files.Selection;
import org.gatewaybridge.packaging.python.PythonAppFinder;
import org.gatewaybridge.packaging.python.PythonProject;
import org.jspecify.annotations.Nullable;

/** The parameters of all goals that lay out a WAR. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
abstract class PackagingMojo extends PythonParameters {
  /**
   * The app to deploy: a class such as com.acme.Hello, a static field or method such as
   * com.acme.Hello:app, or a Python app such as mysite.wsgi:application. If not given, the
   * project's only app is taken.
   */
  @Parameter(property = "gateway.app")
  private @Nullable String app;

  /** The servlet mapping of the app. */
  @Parameter(property = "gateway.urlPattern", defaultValue = "/*")
  private String urlPattern;

  /** The version of the generated web.xml: 6.0 or 6.1. */
  @Parameter(property = "gateway.servletVersion", defaultValue = "6.0")
  private String servletVersion;

  /** Context parameters of the web.xml. */
  @Parameter private @Nullable Map<String, String> contextParams;

  /** Init parameters of the gateway's servlet, such as gateway.timeout. */
  @Parameter private @Nullable Map<String, String> initParams;

  /** The folder of the WAR's own files. */
  @Parameter(property = "gateway.warSourceDirectory", defaultValue = "${basedir}/src/main/webapp")
  private File warSourceDirectory;

  /**
   * Your own web.xml, which wins over the generated one. If not given, WEB-INF/web.xml of
   * warSourceDirectory is used if it exists.
   */
  @Parameter(property = "gateway.webXml")
  private @Nullable File webXml;

  /** More folders for the WAR; their files replace those of warSourceDirectory. */
  @Parameter private @Nullable List<Resource> webResources;

  /** Ant patterns of the WAR's entries to pack, separated by commas; if not given, all. */
  @Parameter(property = "gateway.packagingIncludes")
  private @Nullable String packagingIncludes;

  /** Ant patterns of the WAR's entries to leave out, separated by commas. */
  @Parameter(property = "gateway.packagingExcludes")
  private @Nullable String packagingExcludes;

  /**
   * Ant patterns of files to pack although they look like secrets or tools' files, separated by
   * commas, such as WEB-INF/classes/keys/test.pem.
   */
  @Parameter(property = "gateway.packAnyway")
  private @Nullable String packAnyway;

  /**
   * Whether a Servlet API or container jar for WEB-INF/lib is an error; if false, it is left out.
   */
  @Parameter(property = "gateway.failOnServletApi", defaultValue = "true")
  private boolean failOnServletApi;

  @Inject private WebResources webResourceReader;

  @Override
  final WarInputs inputs() throws IOException {
    ProjectInputs inputs = new ProjectInputs(project(), base(), artifacts(), version());
    List<Library> libraries = new ArrayList<>(inputs.libraries());
    List<Path> files = libraries.stream().map(Library::file).toList();
    ClassFolder classes = ClassFolder.read(inputs.classes(), files);
    App java = new AppFinder(classes, files).find(given(app));
    // A project with a Java app is a Java project, whatever else lies in its folder.
    Optional<PythonProject> python =
        isDeclaredPython() || java.origin() == App.Origin.NONE ? python(base()) : Optional.empty();
    if (python.isPresent()) {
      inputs.addPythonTo(libraries, packsGraalPy(), getLog()::info);
    } else if (project().getFile() == null) {
      throw new PackagingRefused(Advice.noPom());
    }
    return new WarInputs(
        python.isPresent() ? pythonApp(python.get()) : java,
        classes,
        python,
        new Libraries(libraries, () -> inputs.bridge("bridge-lint"), inputs.notPacked()),
        new WarInputs.Web(
            warSourceDirectory.toPath(),
            webResourceReader.read(
                webResources == null ? List.of() : webResources, project(), session()),
            webXml()),
        new WarInputs.Descriptor(
            urlPattern, servletVersion, orEmpty(initParams), orEmpty(contextParams)),
        new WarInputs.Rules(
            new Selection(patterns(packagingIncludes), patterns(packagingExcludes)),
            patterns(packAnyway),
            failOnServletApi),
        inputs.work());
  }

  private App pythonApp(PythonProject python) throws IOException {
    return App.found(
        App.Origin.PROJECT, () -> new PythonAppFinder(python.sources()).app(given(app)));
  }

  private Optional<Path> webXml() {
    if (webXml != null) {
      if (!webXml.isFile()) {
        throw new PackagingRefused(
            "webXml (gateway.webXml) is " + webXml + ", which is no file; correct the path");
      }
      return Optional.of(webXml.toPath());
    }
    return Optional.of(warSourceDirectory.toPath().resolve("WEB-INF/web.xml"))
        .filter(Files::isRegularFile);
  }

  // No name of an entry is empty: an empty pattern among the includes would leave out all.
  static List<String> patterns(@Nullable String commas) {
    return given(commas).stream()
        .flatMap(all -> Stream.of(all.split(",")))
        .map(String::strip)
        .filter(pattern -> !pattern.isEmpty())
        .toList();
  }

  /** Returns a parameter; {@code -Dname=} sets none. */
  static Optional<String> given(@Nullable String parameter) {
    return Optional.ofNullable(parameter).filter(text -> !text.isBlank());
  }

  static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
