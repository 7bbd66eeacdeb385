package org.gatewaybridge.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The plugin's descriptor, which the build makes of the Mojos. */
final class PluginDescriptor {
  static final Path BASE = Path.of(System.getProperty("basedir", ""));

  /**
   * A parameter of a goal.
   *
   * @param property empty if it has none
   * @param defaultValue empty if it has none
   */
  record Parameter(
      String goal,
      String name,
      String type,
      String property,
      String defaultValue,
      String description) {}

  private PluginDescriptor() {}

  /** Returns the parameters that users may set, of all goals but help. */
  static List<Parameter> parameters() throws Exception {
    NodeList elements =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(BASE.resolve("target/classes/META-INF/maven/plugin.xml").toFile())
            .getElementsByTagName("parameter");
    return IntStream.range(0, elements.getLength())
        .mapToObj(i -> (Element) elements.item(i))
        .filter(element -> text(element, "editable").equals("true"))
        .map(PluginDescriptor::parameter)
        .filter(parameter -> !parameter.goal().equals("help"))
        .toList();
  }

  private static Parameter parameter(Element element) {
    Element goal = (Element) element.getParentNode().getParentNode();
    String name = text(element, "name");
    NodeList configuration = goal.getElementsByTagName("configuration");
    NodeList values =
        configuration.getLength() == 0
            ? goal.getElementsByTagName("none")
            : ((Element) configuration.item(0)).getElementsByTagName(name);
    Element value = values.getLength() == 0 ? null : (Element) values.item(0);
    return new Parameter(
        text(goal, "goal"),
        name,
        text(element, "type"),
        value == null ? "" : value.getTextContent().replaceAll("^\\$\\{|}$", ""),
        value == null ? "" : value.getAttribute("default-value"),
        text(element, "description"));
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
