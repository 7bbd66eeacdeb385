package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.wartemplate.WebXml;

/**
 * All that a WAR is made of.
 *
 * @param app the configured app; if empty, it is looked for in the classes
 * @param classes the project's class folder
 * @param libraries what goes to WEB-INF/lib
 * @param lint the jar that gateway.lint needs; packed where the descriptor has that setting
 * @param notPacked dependencies that are not packed though their owner may think so; a sentence
 *     each
 * @param python the project's Python side, if its app is a WSGI app
 * @param webapp the folder of the WAR's own files, such as src/main/webapp; need not exist
 * @param webResources further folders, whose files replace those of {@code webapp}
 * @param webXml the user's own descriptor
 * @param descriptor what the descriptor says, beside the app
 * @param selection which entries are packed
 * @param packAnyway Ant patterns of files that are packed though they look like secrets
 * @param failOnServletApi whether a container's jar among the libraries is an error; if not, it is
 *     left out
 * @param work a folder for generated files
 */
public record WarInputs(
    Optional<String> app,
    Path classes,
    List<Library> libraries,
    Jar lint,
    List<String> notPacked,
    Optional<PythonProject> python,
    Path webapp,
    List<WebResource> webResources,
    Optional<Path> webXml,
    Descriptor descriptor,
    Selection selection,
    List<String> packAnyway,
    boolean failOnServletApi,
    Path work) {

  /**
   * A folder whose files go into the WAR.
   *
   * @param targetPath where in the WAR; empty for its root
   * @param filter replaces expressions in its files; empty for none
   */
  public record WebResource(
      Path folder, String targetPath, Selection selection, Optional<FileFilter> filter) {}

  /** A jar that is got from a repository when it is needed. */
  @FunctionalInterface
  public interface Jar {
    Library get() throws IOException;
  }

  /** Copies a file and changes its text on the way. */
  @FunctionalInterface
  public interface FileFilter {
    void copy(Path from, Path to) throws IOException;
  }

  /** What the descriptor says, beside the app. */
  public record Descriptor(
      String urlPattern,
      String servletVersion,
      Map<String, String> initParams,
      Map<String, String> contextParams) {}

  /** Returns the same, with one more context parameter in the descriptor. */
  public WarInputs withContextParam(String name, String value) {
    Map<String, String> contextParams = new HashMap<>(descriptor.contextParams());
    contextParams.put(name, value);
    return with(
        libraries,
        new Descriptor(
            descriptor.urlPattern(),
            descriptor.servletVersion(),
            descriptor.initParams(),
            contextParams));
  }

  /** Returns the same, with the jar of the lint among the libraries. */
  public WarInputs withLint() throws IOException {
    List<Library> more = new ArrayList<>(libraries);
    if (more.stream().noneMatch(library -> library.artifactId().equals("bridge-lint"))) {
      more.add(lint.get());
    }
    return with(more, descriptor);
  }

  private WarInputs with(List<Library> otherLibraries, Descriptor otherDescriptor) {
    return new WarInputs(
        app,
        classes,
        otherLibraries,
        lint,
        notPacked,
        python,
        webapp,
        webResources,
        webXml,
        otherDescriptor,
        selection,
        packAnyway,
        failOnServletApi,
        work);
  }

  /** Returns the app's name, for people. */
  public String appName() throws IOException {
    boolean named = webXml.isPresent() && readWebXml(webXml.get()).declaresGatewayServlet();
    if (named) {
      return "of " + webXml.get();
    }
    return python.isPresent()
        ? new PythonAppFinder(python.get().sources()).app(app)
        : finder().app(app);
  }

  /** Whether this project itself has something to deploy; asked of each module of a build. */
  public boolean ownsApp() throws IOException {
    return python.isPresent()
        || finder().ownsApp(app)
        || (webXml.isPresent() && readWebXml(webXml.get()).declaresGatewayServlet());
  }

  static WebXml readWebXml(Path file) throws IOException {
    return WebXml.parse(Files.readAllBytes(file), file.toString());
  }

  AppFinder finder() {
    return new AppFinder(classes, libraries.stream().map(Library::file).toList());
  }
}
