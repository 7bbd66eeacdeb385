package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.gatewaybridge.packaging.Advice;
import org.gatewaybridge.packaging.AppFinder;
import org.gatewaybridge.packaging.BuildLock;
import org.gatewaybridge.packaging.Library;
import org.gatewaybridge.packaging.PackagingRefused;
import org.gatewaybridge.packaging.PythonProject;
import org.gatewaybridge.packaging.Selection;
import org.gatewaybridge.packaging.WarAssembly;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.WarLayout;
import org.gatewaybridge.running.GivenSettings;
import org.gatewaybridge.running.LaunchFailed;
import org.gatewaybridge.wartemplate.WebXmlRefused;
import org.jspecify.annotations.Nullable;

/** What all goals that lay out a WAR have in common. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
abstract class PackagingMojo extends PythonParameters {
  /**
   * The app to deploy: a class such as com.acme.Hello, a static field or method such as
   * com.acme.Hello:app, or a Python WSGI app such as mysite.wsgi:application. If not given, the
   * project's only app is taken.
   */
  @Parameter(property = "gateway.app")
  private @Nullable String app;

  /** Skips the goal. */
  @Parameter(property = "gateway.skip", defaultValue = "false")
  private boolean skip;

  /** The servlet mapping under which the app answers. */
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
   * warSourceDirectory is taken if it is there.
   */
  @Parameter(property = "gateway.webXml")
  private @Nullable File webXml;

  /** Further folders for the WAR; their files replace those of warSourceDirectory. */
  @Parameter private @Nullable List<Resource> webResources;

  /** Ant patterns of the WAR's entries to pack, separated by commas; if not given, all. */
  @Parameter(property = "gateway.packagingIncludes")
  private @Nullable String packagingIncludes;

  /** Ant patterns of the WAR's entries to leave out, separated by commas. */
  @Parameter(property = "gateway.packagingExcludes")
  private @Nullable String packagingExcludes;

  /**
   * Ant patterns of files to pack though their names are those of secrets or of tools' files,
   * separated by commas, such as WEB-INF/classes/keys/test.pem.
   */
  @Parameter(property = "gateway.packAnyway")
  private @Nullable String packAnyway;

  /** Whether a Servlet API or container jar for WEB-INF/lib is an error; if not, it is left out. */
  @Parameter(property = "gateway.failOnServletApi", defaultValue = "true")
  private boolean failOnServletApi;

  @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
  private File base;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Inject private RepositorySystem repositories;

  @Inject private WebResources webResourceReader;

  @Inject private MavenPluginManager plugins;

  private GivenSettings given = new GivenSettings(Map.of(), List.of());
  private boolean hasRun;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    EachModule modules = new EachModule(plugins, session, execution);
    if (modules.isCalledOnFirstOnly()) {
      modules.run();
    } else {
      executeOnOne();
    }
  }

  private void executeOnOne() throws MojoExecutionException, MojoFailureException {
    try {
      if (skip) {
        getLog().info("Skipping (gateway.skip=true)");
      } else if (project.getFile() != null && project.getPackaging().equals("pom")) {
        getLog().info("Skipping: a module of packaging pom has no app");
      } else {
        executeOn(inputs());
      }
    } catch (PackagingRefused | WebXmlRefused | LaunchFailed e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException e) {
      throw failure(e);
    } catch (UncheckedIOException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    }
  }

  private MojoExecutionException failure(IOException e) {
    return new MojoExecutionException(
        "Cannot package " + project.getId() + ": " + Advice.reason(e), e);
  }

  private void executeOn(WarInputs inputs)
      throws MojoExecutionException, MojoFailureException, IOException {
    // From the root of a build of many modules, Maven calls a goal on each; most are libraries.
    boolean calledOnAll =
        execution.getSource() == MojoExecution.Source.CLI && session.getProjects().size() > 1;
    Modules modules = new Modules(session, execution.getPlugin());
    if (calledOnAll && !modules.names(project)) {
      Optional<MavenProject> deployer = modules.deployerOf(project);
      if (deployer.isPresent()) {
        getLog().info("Skipping: what is deployed of it is " + deployer.get().getArtifactId());
        return;
      }
      if (!inputs.ownsApp()) {
        getLog().info("Skipping: this module has no gateway app");
        return;
      }
    }
    hasRun = true;
    given = given(inputs);
    given.unknown().forEach(getLog()::warn);
    run(inputs);
  }

  /** Whether the project has an app, on which the goal was carried out. */
  final boolean hasRun() {
    return hasRun;
  }

  private GivenSettings given(WarInputs inputs) throws IOException {
    return GivenSettings.of(
        PluginProperties.given(session),
        PluginProperties.of(project),
        PluginProperties.of(execution),
        inputs.libraries().stream().map(Library::file).toList());
  }

  /** Returns the settings of the server that Maven was given, or that are properties of the POM. */
  final Map<String, String> serverSettings() {
    return given.settings();
  }

  /** Returns the same as variables of the environment. */
  final Map<String, String> serverVariables() {
    return given.variables();
  }

  /** Warns that a goal which starts no server makes nothing of them. */
  final void warnOfServerSettings() {
    for (String name : serverSettings().keySet()) {
      boolean given = PluginProperties.given(session).containsKey(name);
      getLog()
          .warn(
              (given ? "-D" : "Property ")
                  + name
                  + " has no effect on gateway:"
                  + execution.getGoal()
                  + ": it is a setting of the server. For a setting in the WAR, put it into"
                  + " <initParams> in pom.xml");
    }
  }

  /** Does the goal's own work on a project that has an app. */
  abstract void run(WarInputs inputs)
      throws MojoExecutionException, MojoFailureException, IOException;

  /** Does what generates files, while no other build of the project does. */
  final <T> T alone(WarInputs inputs, BuildLock.Work<T> work) throws IOException {
    return BuildLock.during(inputs.work(), getLog()::info, work);
  }

  final WarLayout layout(WarInputs inputs) throws IOException {
    return WarAssembly.of(inputs, getLog()::warn, getLog()::info, getLog()::debug);
  }

  final MavenProject project() {
    return project;
  }

  final MavenSession session() {
    return session;
  }

  final Artifacts artifacts() {
    return new Artifacts(repositories, session);
  }

  final String version() {
    return execution.getVersion();
  }

  private WarInputs inputs() throws MojoExecutionException, IOException {
    ProjectInputs inputs = new ProjectInputs(project, base.toPath(), artifacts(), version());
    List<Library> libraries = new ArrayList<>(inputs.libraries());
    Optional<PythonProject> python = pythonUnlessJava(inputs.classes(), libraries);
    if (python.isPresent()) {
      inputs.addBridgeTo(libraries, "bridge-python");
      if (packsGraalPy()) {
        inputs.addGraalPyTo(libraries, getLog()::info);
      }
    } else if (project.getFile() == null) {
      throw new PackagingRefused(Advice.noPom());
    }
    return new WarInputs(
        Optional.ofNullable(app),
        inputs.classes(),
        libraries,
        () -> inputs.bridge("bridge-lint"),
        inputs.notPacked(),
        python,
        warSourceDirectory.toPath(),
        webResourceReader.of(webResources == null ? List.of() : webResources, project, session),
        webXml(),
        new WarInputs.Descriptor(
            urlPattern, servletVersion, orEmpty(initParams), orEmpty(contextParams)),
        new Selection(patterns(packagingIncludes), patterns(packagingExcludes)),
        patterns(packAnyway),
        failOnServletApi,
        inputs.work());
  }

  // A project that has a Java app stays a Java project, whatever else lies in its folder.
  private Optional<PythonProject> pythonUnlessJava(Path classes, List<Library> libraries) {
    AppFinder java = new AppFinder(classes, libraries.stream().map(Library::file).toList());
    return saysPython() || !java.isJava(Optional.ofNullable(app))
        ? python(base.toPath())
        : Optional.empty();
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

  private static List<String> patterns(@Nullable String commas) {
    return commas == null ? List.of() : List.of(commas.strip().split("\\s*,\\s*"));
  }

  static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
