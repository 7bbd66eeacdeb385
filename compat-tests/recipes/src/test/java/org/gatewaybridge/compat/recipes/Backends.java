package org.gatewaybridge.compat.recipes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.NamedNodeMap;

/** The containers of docs/deploy.md, as its section "The container" has them. */
final class Backends {
  private static final String SECTION = "The container";

  private Backends() {}

  /** Starts two Tomcats with the connector and the properties that stand there. */
  static Nodes tomcats() throws Exception {
    return Nodes.start("tomcat11", connector(), properties());
  }

  /** Starts two Jettys with the properties that stands there. */
  static Nodes jettys() throws IOException {
    return Nodes.start("jetty12.1", Map.of(), properties());
  }

  private static List<String> properties() {
    return Snippet.block("deploy.md", SECTION, "properties", 0)
        .text()
        .lines()
        .map(line -> "-D" + line)
        .toList();
  }

  /** Reads the attributes of the connector; its place is the launcher's to say. */
  static Map<String, String> connector() throws Exception {
    String xml = Snippet.block("deploy.md", SECTION, "xml", 0).text();
    NamedNodeMap attributes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement()
            .getAttributes();
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < attributes.getLength(); i++) {
      settings.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
    }
    settings.keySet().removeAll(java.util.Set.of("port", "address"));
    return settings;
  }
}
