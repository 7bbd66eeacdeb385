package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a new jetty.base with the modules that a user adds for WARs of one Jakarta EE level. */
final class JettyRecipe implements Recipe {
  private final String level;

  JettyRecipe(String level) {
    this.level = level;
  }

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyWarsTo("webapps");
    Map<String, String> ofServletHandler = settings(at, false);
    for (String contextPath :
        ofServletHandler.isEmpty() && at.contextParameters().isEmpty()
            ? at.deepContextPaths()
            : at.wars().keySet()) {
      writeContextXml(at, contextPath, ofServletHandler);
    }
    String login = at.users().isEmpty() ? "" : loginXml(at) + "\n";
    Files.writeString(at.make("start.d").resolve("compat.ini"), modules() + login);
    int stopPort = at.ports().take();
    List<String> command =
        at.java(
            "-Djava.io.tmpdir=" + at.make("temp"),
            "-DSTOP.HOST=127.0.0.1",
            "-DSTOP.PORT=" + stopPort,
            "-DSTOP.KEY=compat",
            "-jar",
            at.home().resolve("start.jar").toString(),
            "jetty.base=" + at.base());
    command.addAll(properties(at));
    settings(at, true).forEach((name, value) -> command.add(name + "=" + value));
    // A signal would close the JVM's log handlers while apps are still being undeployed.
    return Launch.of(command, "Started oejs\\.Server@").stoppedBy(process -> stop(stopPort));
  }

  /** Writes a context file; Jetty takes a WAR and an XML file of the same name as one app. */
  private void writeContextXml(Layout at, String contextPath, Map<String, String> ofServletHandler)
      throws IOException {
    Path war = at.copied("webapps", contextPath);
    String file = war.getFileName().toString();
    StringBuilder sets = new StringBuilder();
    ofServletHandler.forEach(
        (name, value) -> sets.append("<Set name=\"%s\">%s</Set>".formatted(name, value)));
    StringBuilder parameters = new StringBuilder();
    at.contextParameters()
        .forEach(
            (name, value) ->
                parameters.append(
                    "<Call name=\"setInitParameter\"><Arg>%s</Arg><Arg>%s</Arg></Call>"
                        .formatted(name, value)));
    Files.writeString(
        war.resolveSibling(file.replaceFirst("\\.war$", ".xml")),
        """
        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN"
            "https://jetty.org/configure_10_0.dtd">
        <Configure class="org.eclipse.jetty.%s.webapp.WebAppContext">
          <Set name="contextPath">%s</Set>
          <Set name="war">%s</Set>
          %s
          <Get name="servletHandler">%s</Get>
        </Configure>
        """
            .formatted(level, Layout.contextRoot(contextPath), war, parameters, sets));
  }

  /** Writes the realm and returns its file's name below the base. */
  private static String loginXml(Layout at) throws IOException {
    Path users = at.make("etc").resolve("users.properties");
    for (User user : at.users()) {
      Files.writeString(users, user.name() + ": " + user.password() + "," + user.role() + "\n");
    }
    Files.writeString(
        at.base().resolve("etc/login.xml"),
        """
        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN"
            "https://jetty.org/configure_10_0.dtd">
        <Configure id="Server" class="org.eclipse.jetty.server.Server">
          <Call class="org.eclipse.jetty.util.resource.ResourceFactory" name="of">
            <Arg><Ref refid="Server"/></Arg>
            <Call id="users" name="newResource"><Arg>%s</Arg></Call>
          </Call>
          <Call name="addBean">
            <Arg>
              <New class="org.eclipse.jetty.security.HashLoginService">
                <Set name="name">%s</Set>
                <Set name="config"><Ref refid="users"/></Set>
              </New>
            </Arg>
          </Call>
        </Configure>
        """
            .formatted(users, User.REALM));
    return "etc/login.xml";
  }

  /** Returns the settings that {@code start.jar} takes, or those that it does not. */
  private static Map<String, String> settings(Layout at, boolean ofStart) {
    Map<String, String> some = new TreeMap<>(at.settings());
    some.keySet().removeIf(name -> name.matches("(jetty\\.|--).*") != ofStart);
    return some;
  }

  private String modules() {
    return """
    --module=http
    --module=http2c
    --module=https
    --module=%1$s-deploy
    --module=%1$s-annotations
    --module=%1$s-websocket-jakarta
    """
        .formatted(level);
  }

  private static List<String> properties(Layout at) {
    return List.of(
        "jetty.deploy.scanInterval=1",
        "jetty.http.host=127.0.0.1",
        "jetty.http.port=" + at.port(),
        "jetty.ssl.host=127.0.0.1",
        "jetty.ssl.port=" + at.httpsPort(),
        "jetty.ssl.sniHostCheck=false",
        "jetty.sslContext.keyStorePath=" + at.certificate().keystore(),
        "jetty.sslContext.keyStorePassword=" + at.certificate().password());
  }

  /** Sends what {@code start.jar --stop} sends. */
  private static void stop(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write("compat\r\nstop\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }
}
