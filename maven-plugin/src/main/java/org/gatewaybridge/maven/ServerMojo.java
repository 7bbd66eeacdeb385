package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.gatewaybridge.running.LaunchFailed;
import org.gatewaybridge.running.ListenAddress;
import org.gatewaybridge.running.ServerJvm;
import org.gatewaybridge.running.ServerLaunch;
import org.jspecify.annotations.Nullable;

/** The parameters of the goals that start a server. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
abstract class ServerMojo extends PackagingMojo {
  /** The embedded container: tomcat, jetty or undertow. */
  @Parameter(property = "gateway.container", defaultValue = "tomcat")
  private String container;

  /** The container's version, if not the one that this plugin was tested with. */
  @Parameter(property = "gateway.containerVersion")
  private @Nullable String containerVersion;

  /** Arguments for the server's JVM, separated by spaces, such as -Xmx256m. */
  @Parameter(property = "gateway.jvmArgs")
  private @Nullable String jvmArgs;

  /** Environment variables of the server, beside Maven's own. */
  @Parameter private @Nullable Map<String, String> environment;

  /** System properties of the server. */
  @Parameter private @Nullable Map<String, String> systemProperties;

  /** The server's working directory. */
  @Parameter(property = "gateway.workingDirectory", defaultValue = "${basedir}")
  private File workingDirectory;

  /** How many seconds the server may take until it answers. */
  @Parameter(property = "gateway.startTimeout", defaultValue = "60")
  private int startTimeout;

  /**
   * Requirements on the server's JDK, as in toolchains.xml; if not given, it is Maven's own JDK.
   */
  @Parameter private @Nullable Map<String, String> jdkToolchain;

  @Inject private ToolchainManager toolchains;

  /** Returns how to start a server for a WAR, on the JDK and with the settings of this goal. */
  final ServerLaunch launch(Path war, ListenAddress listen, List<String> furtherJvmArgs)
      throws IOException {
    if (!workingDirectory.isDirectory()) {
      throw new LaunchFailed(
          "workingDirectory (gateway.workingDirectory) is "
              + workingDirectory
              + ", which is no folder; correct the path");
    }
    if (startTimeout < 1) {
      throw new LaunchFailed(
          "startTimeout (gateway.startTimeout) is " + startTimeout + "; give seconds from 1");
    }
    List<String> arguments = new ArrayList<>(words(jvmArgs));
    arguments.addAll(furtherJvmArgs);
    ServerJvm jvm =
        new ServerJvm(
            java(),
            arguments,
            properties(),
            orEmpty(environment),
            workingDirectory.toPath(),
            classPath());
    return new ServerLaunch(jvm, container, war, listen, Duration.ofSeconds(startTimeout));
  }

  /** The command line wins over the POM. */
  private Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>(orEmpty(systemProperties));
    properties.putAll(serverSettings());
    return properties;
  }

  private List<Path> classPath() throws IOException {
    String servers = "org.gatewaybridge:bridge-servers:" + version();
    Properties roots = roots(artifacts().one(servers));
    String chosen = roots.getProperty(container);
    if (chosen == null) {
      throw new LaunchFailed(
          "Unknown container \""
              + container
              + "\" (gateway.container). Use one of: "
              + String.join(", ", new TreeSet<>(roots.stringPropertyNames())));
    }
    List<String> coordinates = new ArrayList<>(List.of(servers));
    coordinates.addAll(inVersion(words(chosen)));
    return artifacts().closure(coordinates);
  }

  // A file in bridge-servers lists the artifacts of each server.
  private static Properties roots(Path servers) throws IOException {
    Properties roots = new Properties();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {servers.toUri().toURL()}, null);
        InputStream in =
            loader.getResourceAsStream("org/gatewaybridge/servers/servers.properties")) {
      if (in == null) {
        throw new IOException(servers + " has no servers.properties; build bridge-servers anew");
      }
      roots.load(in);
      return roots;
    }
  }

  // The first root is the container; others of the same version are parts of it.
  private List<String> inVersion(List<String> coordinates) {
    String tested = coordinates.get(0).replaceFirst(".*:", "");
    String wanted = given(containerVersion).orElse(tested);
    return coordinates.stream()
        .map(each -> each.endsWith(":" + tested) ? each.replaceFirst("[^:]*$", wanted) : each)
        .toList();
  }

  private Path java() {
    if (jdkToolchain != null) {
      List<Toolchain> found = toolchains.getToolchains(session(), "jdk", jdkToolchain);
      if (found.isEmpty()) {
        throw new LaunchFailed(
            "No JDK of toolchains.xml fits jdkToolchain "
                + jdkToolchain
                + "; add one, or correct the requirements");
      }
      return Path.of(found.get(0).findTool("java"));
    }
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static List<String> words(@Nullable String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
