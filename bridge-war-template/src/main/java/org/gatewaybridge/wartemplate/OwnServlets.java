package org.gatewaybridge.wartemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The gateway's servlets that a user's own descriptor declares. */
final class OwnServlets {
  private final Element root;
  private final String origin;

  OwnServlets(Element root, String origin) {
    this.root = root;
    this.origin = origin;
  }

  private static List<Element> in(Element root) {
    return XmlTree.children(root, "servlet").stream()
        .filter(each -> WebXml.GATEWAY_SERVLET.equals(XmlTree.text(each, "servlet-class")))
        .toList();
  }

  /** Returns the gateway's servlets that name no app. */
  static List<Element> lackAnApp(Element root) {
    return has(root, "context-param", AppDeclaration.APP_PARAMETER)
        ? List.of()
        : in(root).stream()
            .filter(servlet -> !has(servlet, "init-param", AppDeclaration.APP_PARAMETER))
            .toList();
  }

  private static boolean has(Element parent, String element, String name) {
    return XmlTree.children(parent, element).stream()
        .anyMatch(parameter -> name.equals(XmlTree.text(parameter, "param-name")));
  }

  /**
   * Adds the app, the parameters and the mapping to each servlet that lacks them.
   *
   * @return whether anything was added
   * @throws WebXmlRefused if there are several, so that it is not clear which app or mapping is
   *     whose
   */
  boolean complete(AppDeclaration declaration) {
    boolean changed = false;
    boolean single = in(root).size() == 1;
    List<Element> withoutApp = lackAnApp(root);
    for (Element servlet : in(root)) {
      String name = XmlTree.text(servlet, "servlet-name");
      List<XmlPart> params = new ArrayList<>();
      if (withoutApp.contains(servlet)) {
        XmlPart app =
            XmlPart.parameter("init-param", AppDeclaration.APP_PARAMETER, declaration.app());
        refuseUnless(single, name, "names no app", "to that <servlet>", app);
        params.add(app);
      }
      for (Map.Entry<String, String> param : declaration.initParams().entrySet()) {
        if (!has(servlet, "init-param", param.getKey())
            && !has(root, "context-param", param.getKey())) {
          params.add(XmlPart.parameter("init-param", param.getKey(), param.getValue()));
        }
      }
      addParams(servlet, params);
      changed |= !params.isEmpty();
      if (!isMapped(name)) {
        XmlPart mapping =
            XmlPart.of(
                "servlet-mapping",
                List.of(
                    XmlPart.of("servlet-name", name),
                    XmlPart.of("url-pattern", declaration.urlPattern())));
        refuseUnless(
            single, name, "has no <servlet-mapping>", "with a pattern of its own", mapping);
        XmlTree.append(root, XmlTree.element(root.getOwnerDocument(), mapping, 1));
        changed = true;
      }
    }
    return changed;
  }

  private void refuseUnless(boolean single, String name, String fault, String where, XmlPart part) {
    if (!single) {
      throw new WebXmlRefused(
          origin
              + " declares servlet \""
              + name
              + "\", which "
              + fault
              + "; add "
              + part
              + " "
              + where);
    }
  }

  private boolean isMapped(String name) {
    return XmlTree.children(root, "servlet-mapping").stream()
        .anyMatch(mapping -> name.equals(XmlTree.text(mapping, "servlet-name")));
  }

  // web-common_6_0.xsd: init-param comes after the class.
  private static void addParams(Element servlet, List<XmlPart> params) {
    Node before = servlet.getFirstChild();
    for (Element child : XmlTree.children(servlet)) {
      if (List.of("servlet-class", "init-param").contains(child.getLocalName())) {
        before = child.getNextSibling();
      }
    }
    for (XmlPart param : params) {
      XmlTree.insertBefore(servlet, param, before);
    }
  }
}
