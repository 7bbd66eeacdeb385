package org.gatewaybridge.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A distribution's own conf/, with the connector moved, h2c added to it and a TLS connector beside
 * it.
 */
final class TomcatRecipe implements Recipe {

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyTree("conf", "conf");
    editServerXml(at.base().resolve("conf/server.xml"), at);
    at.copyWarsTo("webapps");
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
        // What an app logs and throws goes to localhost.DATE.log alone.
        .logging("logs/localhost.*.log");
  }

  private static void editServerXml(Path file, Layout at) throws IOException {
    try {
      Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      xml.getDocumentElement().setAttribute("port", "-1");
      Element connector = (Element) xml.getElementsByTagName("Connector").item(0);
      connector.getParentNode().insertBefore(tls(xml, at), connector.getNextSibling());
      connector.setAttribute("port", Integer.toString(at.port()));
      connector.setAttribute("address", "127.0.0.1");
      connector.appendChild(
          element(xml, "UpgradeProtocol", "className", "org.apache.coyote.http2.Http2Protocol"));
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(xml), new StreamResult(file.toFile()));
    } catch (ParserConfigurationException | SAXException | TransformerException e) {
      throw new IOException(file + " is not the server.xml that this recipe knows", e);
    }
  }

  private static Element tls(Document xml, Layout at) {
    Element connector =
        element(
            xml,
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
    Element host = element(xml, "SSLHostConfig");
    host.appendChild(
        element(
            xml,
            "Certificate",
            "certificateKeystoreFile",
            at.certificate().keystore().toString(),
            "certificateKeystorePassword",
            at.certificate().password()));
    connector.appendChild(host);
    return connector;
  }

  private static Element element(Document xml, String name, String... attributes) {
    Element element = xml.createElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      element.setAttribute(attributes[i], attributes[i + 1]);
    }
    return element;
  }
}
