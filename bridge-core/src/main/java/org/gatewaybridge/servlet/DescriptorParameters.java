package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The context parameters of a WAR's own descriptors: web.xml, and the fragments of its jars. Only
 * they tell what an operator has said in the container's own configuration, as in Tomcat's
 * context.xml, since the servlet sees both as one.
 */
final class DescriptorParameters {
  private DescriptorParameters() {}

  /**
   * Reads them.
   *
   * @param otherwise what is returned if they cannot be read
   */
  static Map<String, String> of(ServletContext context, Map<String, String> otherwise) {
    Map<String, String> all = new TreeMap<>();
    try (InputStream webXml = context.getResourceAsStream("/WEB-INF/web.xml")) {
      for (URL fragment :
          Collections.list(context.getClassLoader().getResources("META-INF/web-fragment.xml"))) {
        URLConnection connection = fragment.openConnection();
        connection.setUseCaches(false); // else the jar stays open after a redeployment
        try (InputStream in = connection.getInputStream()) {
          read(in, all);
        }
      }
      read(webXml, all);
      return all;
    } catch (IOException | XMLStreamException e) {
      System.getLogger("org.gatewaybridge")
          .log(Level.WARNING, "The descriptors cannot be read for their context parameters", e);
      return otherwise;
    }
  }

  private static void read(@Nullable InputStream in, Map<String, String> all)
      throws XMLStreamException {
    if (in == null) {
      return;
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(in);
    String name = "";
    boolean inside = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("context-param")) {
        inside = false;
      } else if (event == XMLStreamReader.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "context-param" -> inside = true;
          case "param-name" -> name = xml.getElementText().strip();
          case "param-value" -> {
            String value = xml.getElementText().strip();
            if (inside) {
              all.put(name, value);
            }
          }
          default -> {
            // of no interest
          }
        }
      }
    }
  }
}
