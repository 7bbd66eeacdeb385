package org.gatewaybridge.wartemplate;

import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * What the {@code META-INF/web-fragment.xml} of a library says.
 *
 * @param name empty if it has none
 * @param declares those of its elements that a web application would miss, such as {@code filter}
 * @param metadataComplete whether its classes are not to be looked at
 */
public record WebFragment(String name, List<String> declares, boolean metadataComplete) {
  /** What a library without one says. */
  public static final WebFragment NONE = new WebFragment("", List.of(), false);

  /**
   * Reads one, and nothing that it points at.
   *
   * @param origin where it comes from, for messages
   * @throws WebXmlRefused if it is not well-formed or has a DOCTYPE
   */
  public static WebFragment parse(byte[] bytes, String origin) {
    Element root = XmlTree.parse(bytes, origin).getDocumentElement();
    return new WebFragment(
        XmlTree.text(root, "name"),
        Stream.of("filter", "servlet", "listener", "security-constraint")
            .filter(element -> !XmlTree.children(root, element).isEmpty())
            .toList(),
        root.getAttribute("metadata-complete").strip().matches("true|1"));
  }
}
