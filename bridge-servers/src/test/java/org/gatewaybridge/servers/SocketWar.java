package org.gatewaybridge.servers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gatewaybridge.servers.app.SocketApp;
import org.gatewaybridge.servlet.GatewayServlet;

/** The WAR of {@link SocketApp}, with the bridge in it. */
final class SocketWar {

  private SocketWar() {}

  /**
   * Starts a server with the WAR, as {@code /ctx/app/*}.
   *
   * @param settings more settings, each with a space in front: {@code " gateway.a=1 gateway.b=2"}
   */
  static EmbeddedServer start(Path directory, ServerKind kind, Listen listen, String settings)
      throws Exception {
    return kind.start(listen, war(directory, settings).at("/ctx"));
  }

  private static TestWar war(Path directory, String settings)
      throws IOException, URISyntaxException {
    TestWar war = TestWar.of(directory, SocketApp.class);
    StringBuilder parameters = new StringBuilder();
    for (String setting : ("gateway.app=" + SocketApp.class.getName() + settings).split(" ", -1)) {
      String[] pair = setting.split("=", 2);
      parameters.append(
          "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
              .formatted(pair[0], pair[1]));
    }
    war.webXml(
        """
        <servlet>
          <servlet-name>gateway</servlet-name>
          <servlet-class>%s</servlet-class>
          %s
          <load-on-startup>1</load-on-startup>
          <async-supported>true</async-supported>
        </servlet>
        <servlet-mapping>
          <servlet-name>gateway</servlet-name><url-pattern>/app/*</url-pattern>
        </servlet-mapping>
        """
            .formatted(GatewayServlet.class.getName(), parameters));
    copyBridge(directory);
    return war;
  }

  private static void copyBridge(Path directory) throws IOException, URISyntaxException {
    Path bridge =
        Path.of(GatewayServlet.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path inf = directory.resolve("exploded/WEB-INF");
    if (Files.isRegularFile(bridge)) {
      Files.createDirectories(inf.resolve("lib"));
      Files.copy(bridge, inf.resolve("lib/bridge-core.jar"));
      return;
    }
    try (Stream<Path> files = Files.walk(bridge)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = inf.resolve("classes").resolve(bridge.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
