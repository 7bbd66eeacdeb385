package org.gatewaybridge.wartemplate;

import java.util.List;
import org.w3c.dom.Element;

/**
 * Adds the gateway's elements to a user's own descriptor.
 *
 * @param root the user's web-app element, which is changed
 * @param origin names the descriptor in messages
 */
record WebXmlMerge(Element root, String origin) {

  /** The elements that come after those of the skeleton's session-config; web-common_6_0.xsd. */
  private static final List<String> LATER =
      List.of("secure", "max-age", "attribute", "tracking-mode");

  /**
   * Adds the servlet, its mapping, and what the session-config lacks.
   *
   * @param ours the web-app element of a generated descriptor
   * @param urlPattern the pattern of the gateway's servlet
   * @throws WebXmlRefused if the servlet's name or pattern is used for another servlet
   */
  void add(Element ours, String urlPattern) {
    refuseClash("servlet", "servlet-name", "gateway", "rename that servlet");
    refuseClash(
        "servlet-mapping", "url-pattern", urlPattern, "set <urlPattern> to another pattern");
    XmlTree.children(ours, "servlet").forEach(servlet -> XmlTree.append(root, servlet));
    XmlTree.children(ours, "servlet-mapping").forEach(mapping -> XmlTree.append(root, mapping));
    addSessions(ours);
  }

  /**
   * Adds what the session-config lacks.
   *
   * @param ours the web-app element of a generated descriptor
   * @return whether anything was added
   */
  boolean addSessions(Element ours) {
    Element sessions = XmlTree.children(ours, "session-config").get(0);
    List<Element> own = XmlTree.children(root, "session-config");
    if (own.isEmpty()) {
      XmlTree.append(root, sessions);
      return true;
    }
    return complete(own.get(0), sessions);
  }

  /** Adds the children that it lacks, at every level; returns whether there were any. */
  private static boolean complete(Element own, Element ours) {
    boolean changed = false;
    for (Element child : XmlTree.children(ours)) {
      List<Element> present = XmlTree.children(own, child.getLocalName());
      if (present.isEmpty()) {
        XmlTree.insert(own, child, LATER);
        changed = true;
      } else {
        changed |= complete(present.get(0), child);
      }
    }
    return changed;
  }

  private void refuseClash(String element, String child, String text, String advice) {
    boolean clash =
        XmlTree.children(root, element).stream()
            .flatMap(candidate -> XmlTree.children(candidate, child).stream())
            .anyMatch(candidate -> text.equals(candidate.getTextContent().strip()));
    if (clash) {
      throw new WebXmlRefused(
          origin
              + " already has a "
              + element
              + " with "
              + child
              + " \""
              + text
              + "\"; "
              + advice
              + ", or declare "
              + WebXml.GATEWAY_SERVLET
              + " in it yourself");
    }
  }
}
