package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.packaging.files.Selection;
import org.gatewaybridge.packaging.python.PythonProject;

/**
 * Everything that a WAR is made of, as values.
 *
 * @param app the app to deploy
 * @param classes the project's own classes
 * @param python the project's Python side, if its app is a Python app
 * @param libraries what goes to WEB-INF/lib
 * @param web the project's files for the root of the WAR
 * @param descriptor what the web.xml says beside the app
 * @param rules which files are packed
 * @param work a folder for generated files
 */
public record WarInputs(
    App app,
    ClassFolder classes,
    Optional<PythonProject> python,
    Libraries libraries,
    Web web,
    Descriptor descriptor,
    Rules rules,
    Path work) {

  /**
   * Files for the root of the WAR.
   *
   * @param folder such as src/main/webapp; need not exist
   * @param resources more folders, whose files replace those of {@code folder}
   * @param webXml the user's own web.xml
   */
  public record Web(Path folder, List<WebResource> resources, Optional<Path> webXml) {
    /** Copies the list. */
    public Web {
      resources = List.copyOf(resources);
    }
  }

  /**
   * A folder whose files go into the WAR.
   *
   * @param targetPath where in the WAR; empty for its root
   * @param filter replaces expressions in the files; empty for none
   */
  public record WebResource(
      Path folder, String targetPath, Selection selection, Optional<FileFilter> filter) {
    /** Takes slashes around the target path away, as Maven does. */
    public WebResource {
      targetPath = targetPath.replaceAll("^/+|/+$", "");
    }
  }

  /** Copies a file and replaces expressions in it. */
  @FunctionalInterface
  public interface FileFilter {
    /** Copies one file. */
    void copy(Path from, Path to) throws IOException;
  }

  /** What the web.xml says beside the app. */
  public record Descriptor(
      String urlPattern,
      String servletVersion,
      Map<String, String> initParams,
      Map<String, String> contextParams) {}

  /**
   * Which files are packed.
   *
   * @param selection the entries of the WAR to pack
   * @param packAnyway Ant patterns of files that are packed although they look like secrets
   * @param failOnServletApi whether a container's jar among the libraries is an error; otherwise it
   *     is left out
   */
  public record Rules(Selection selection, List<String> packAnyway, boolean failOnServletApi) {
    /** Copies the list. */
    public Rules {
      packAnyway = List.copyOf(packAnyway);
    }
  }

  /** Returns the same, with one more context parameter in the web.xml. */
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

  WarInputs with(Library library) {
    return with(libraries.with(library), descriptor);
  }

  private WarInputs with(Libraries otherLibraries, Descriptor otherDescriptor) {
    return new WarInputs(app, classes, python, otherLibraries, web, otherDescriptor, rules, work);
  }
}
