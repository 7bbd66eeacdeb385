package org.gatewaybridge.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.w3c.dom.Element;

/**
 * Runs a distribution with its own conf/, the connector moved and with h2c, and a TLS connector
 * beside it.
 */
final class TomcatRecipe implements Recipe {

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyTree("conf", "conf");
    editServerXml(XmlFile.read(at.base().resolve("conf/server.xml")), at);
    for (User user : at.users()) {
      Files.writeString(
          at.base().resolve("conf/tomcat-users.xml"),
          "<tomcat-users><user username=\"%s\" password=\"%s\" roles=\"%s\"/></tomcat-users>"
              .formatted(user.name(), user.password(), user.role()));
    }
    at.copyWarsTo("webapps");
    for (String contextPath : at.deepContextPaths()) {
      Path war = at.copied("webapps", contextPath);
      Files.move(war, war.resolveSibling(name(contextPath)));
    }
    writeContextXml(at);
    Path temp = at.make("temp");
    at.make("logs");
    String classPath =
        at.home().resolve("bin/bootstrap.jar")
            + File.pathSeparator
            + at.home().resolve("bin/tomcat-juli.jar");
    return Launch.of(
            at.java(
                "-Djava.util.logging.config.file=" + at.base().resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-Dcatalina.home=" + at.home(),
                "-Dcatalina.base=" + at.base(),
                "-Djava.io.tmpdir=" + temp,
                "-cp",
                classPath,
                "org.apache.catalina.startup.Bootstrap",
                "start"),
            "Server startup in")
        // What an app logs and throws goes only to localhost.DATE.log.
        .logging("logs/localhost.*.log");
  }

  private static void writeContextXml(Layout at) throws IOException {
    StringBuilder parameters = new StringBuilder();
    at.contextParameters()
        .forEach(
            (name, value) ->
                parameters.append(
                    "<Parameter name=\"%s\" value=\"%s\" override=\"false\"/>"
                        .formatted(name, value)));
    if (parameters.isEmpty()) {
      return;
    }
    Path folder = at.make("conf/Catalina/localhost");
    for (String contextPath : at.wars().keySet()) {
      Files.writeString(
          folder.resolve(
              contextPath.isEmpty() ? "ROOT.xml" : name(contextPath).replace(".war", ".xml")),
          "<Context>" + parameters + "</Context>");
    }
  }

  /** Returns the file name of a WAR at a deep context path. */
  static String name(String contextPath) {
    return contextPath.substring(1).replace('/', '#') + ".war";
  }

  private static void editServerXml(XmlFile server, Layout at) throws IOException {
    server.xml().getDocumentElement().setAttribute("port", "-1");
    // A changed WAR is deployed after one second instead of ten.
    server.all("Engine").get(0).setAttribute("backgroundProcessorDelay", "1");
    Element connector = server.all("Connector").get(0);
    connector.getParentNode().insertBefore(tls(server, at), connector.getNextSibling());
    XmlFile.with(connector, "port", Integer.toString(at.port()), "address", "127.0.0.1");
    at.settings().forEach(connector::setAttribute);
    connector.appendChild(
        server.element("UpgradeProtocol", "className", "org.apache.coyote.http2.Http2Protocol"));
    server.write();
  }

  private static Element tls(XmlFile server, Layout at) {
    Element connector =
        server.element(
            "Connector",
            "port",
            Integer.toString(at.httpsPort()),
            "address",
            "127.0.0.1",
            "protocol",
            "HTTP/1.1",
            "SSLEnabled",
            "true",
            "scheme",
            "https",
            "secure",
            "true");
    Element host = server.element("SSLHostConfig");
    host.appendChild(
        server.element(
            "Certificate",
            "certificateKeystoreFile",
            at.certificate().keystore().toString(),
            "certificateKeystorePassword",
            at.certificate().password()));
    connector.appendChild(host);
    return connector;
  }
}
