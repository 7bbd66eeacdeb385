package org.gatewaybridge.wartemplate;

import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * The parts of a library's {@code META-INF/web-fragment.xml} that matter to a WAR.
 *
 * @param name empty if it has none
 * @param declares its elements that a web application would miss, such as {@code filter}
 * @param metadataComplete whether its classes must not be scanned
 */
public record WebFragment(String name, List<String> declares, boolean metadataComplete) {
  /** The fragment of a library that has none. */
  public static final WebFragment NONE = new WebFragment("", List.of(), false);

  /**
   * Reads a fragment; no entity or schema that it refers to is loaded.
   *
   * @param origin names it in messages
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
