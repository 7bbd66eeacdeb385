package org.gatewaybridge.wartemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A deployment descriptor: a user's own, or one made from the skeleton. Unchanging. */
public final class WebXml {
  static final String GATEWAY_SERVLET = "org.gatewaybridge.servlet.GatewayServlet";

  private final byte[] bytes;
  private final String origin;

  private WebXml(byte[] bytes, String origin) {
    this.bytes = bytes;
    this.origin = origin;
  }

  /**
   * Reads a descriptor; no entity or schema that it refers to is loaded.
   *
   * @param origin names it in messages
   * @throws WebXmlRefused if it is not well-formed, has a DOCTYPE, or is no {@code web-app} of
   *     version 3.0 or later
   */
  public static WebXml parse(byte[] bytes, String origin) {
    WebXml webXml = new WebXml(bytes.clone(), origin);
    Element root = webXml.document().getDocumentElement();
    // Servlet 3.0 brought async-supported and tracking-mode, which the gateway's servlet needs.
    if (!"web-app".equals(root.getLocalName()) || !webXml.version().matches("[3-9]\\.\\d")) {
      throw new WebXmlRefused(
          origin
              + " begins with <"
              + root.getNodeName()
              + " version=\""
              + webXml.version()
              + "\">; begin it with <web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\""
              + " version=\"6.0\">");
    }
    return webXml;
  }

  /** Fills in the skeleton. */
  public static WebXml of(AppDeclaration declaration) {
    Document document = WarTemplate.webXml().document();
    Element root = document.getDocumentElement();
    String version = declaration.servletVersion();
    root.setAttribute("version", version);
    root.setAttribute(
        "xsi:schemaLocation",
        root.getAttribute("xsi:schemaLocation").replace("6_0", version.replace('.', '_')));

    Element app = XmlTree.children(XmlTree.children(root, "servlet").get(0), "init-param").get(0);
    Element last = app;
    for (Map.Entry<String, String> param : declaration.initParams().entrySet()) {
      Element next = (Element) app.cloneNode(true);
      XmlTree.setText(next, "param-name", param.getKey());
      XmlTree.setText(next, "param-value", param.getValue());
      XmlTree.insertAfter(last, next);
      last = next;
    }
    XmlTree.setText(app, "param-value", declaration.app());

    Element mapping = XmlTree.children(root, "servlet-mapping").get(0);
    XmlTree.setText(mapping, "url-pattern", declaration.urlPattern());
    return new WebXml(XmlTree.write(document), "the generated web.xml")
        .withContextParams(declaration.contextParams());
  }

  /** Returns the version that the descriptor declares, or empty if it declares none. */
  public String version() {
    return root().getAttribute("version");
  }

  /**
   * Returns whether the descriptor declares the gateway's servlet itself, and so names its app
   * itself.
   */
  public boolean declaresGatewayServlet() {
    return XmlTree.children(root(), "servlet").stream()
        .anyMatch(servlet -> GATEWAY_SERVLET.equals(XmlTree.text(servlet, "servlet-class")));
  }

  /**
   * Returns the parameters that the gateway's servlet gets: its own, which win, and the context's.
   */
  public Map<String, String> parameters() {
    Element root = root();
    Map<String, String> all = new TreeMap<>();
    XmlTree.children(root, "context-param").forEach(param -> addPair(all, param));
    XmlTree.children(root, "servlet").stream()
        .filter(servlet -> GATEWAY_SERVLET.equals(XmlTree.text(servlet, "servlet-class")))
        .flatMap(servlet -> XmlTree.children(servlet, "init-param").stream())
        .forEach(param -> addPair(all, param));
    return all;
  }

  private static void addPair(Map<String, String> all, Element param) {
    all.put(XmlTree.text(param, "param-name"), XmlTree.text(param, "param-value"));
  }

  /** Returns whether session ids may be put into URLs, where logs and other sites see them. */
  public boolean allowsSessionIdsInAddresses() {
    List<String> modes =
        XmlTree.children(root(), "session-config").stream()
            .flatMap(config -> XmlTree.children(config, "tracking-mode").stream())
            .map(mode -> mode.getTextContent().strip())
            .toList();
    // Servlet 6.0, 7.1.4: with no mode named, a container uses cookies and addresses.
    return modes.isEmpty() || modes.contains("URL");
  }

  /** Returns whether scripts may read session ids, unless the container forbids it by itself. */
  public boolean allowsScriptsToReadSessionIds() {
    return XmlTree.children(root(), "session-config").stream()
        .flatMap(config -> XmlTree.children(config, "cookie-config").stream())
        .noneMatch(cookie -> XmlTree.text(cookie, "http-only").matches("true|1"));
  }

  /**
   * Adds what the gateway needs and this descriptor lacks; what it declares is not changed.
   *
   * <p>If it declares the gateway's servlet itself, that is completed, see {@link OwnServlets}, and
   * the session-config.
   *
   * @throws WebXmlRefused if it uses our servlet's name or pattern for another servlet
   */
  public WebXml merged(AppDeclaration declaration) {
    if (declaresGatewayServlet()) {
      return completed(declaration);
    }
    Document document = document();
    new WebXmlMerge(document.getDocumentElement(), origin)
        .add(of(declaration).document().getDocumentElement(), declaration.urlPattern());
    return new WebXml(XmlTree.write(document), origin)
        .withContextParams(declaration.contextParams());
  }

  private WebXml completed(AppDeclaration declaration) {
    Document document = document();
    Element root = document.getDocumentElement();
    boolean servlets = new OwnServlets(root, origin).complete(declaration);
    boolean sessions =
        new WebXmlMerge(root, origin)
            .addSessions(WarTemplate.webXml().document().getDocumentElement());
    return (servlets || sessions ? new WebXml(XmlTree.write(document), origin) : this)
        .withContextParams(declaration.contextParams());
  }

  /** Returns whether it declares the gateway's servlet, and each such servlet names an app. */
  public boolean namesItsApp() {
    return declaresGatewayServlet() && OwnServlets.lackAnApp(root()).isEmpty();
  }

  /** Returns whether it forbids containers to look for annotations and fragments. */
  public boolean isMetadataComplete() {
    String said = root().getAttribute("metadata-complete").strip();
    return said.equals("true") || said.equals("1");
  }

  /** Returns whether it declares a filter, listener or servlet of that class. */
  public boolean declaresClass(String name) {
    return XmlTree.children(root()).stream()
        .flatMap(
            element ->
                Stream.of("filter-class", "listener-class", "servlet-class")
                    .map(child -> XmlTree.text(element, child)))
        .anyMatch(name::equals);
  }

  /** Returns the same with further elements. */
  public WebXml with(List<XmlPart> parts) {
    if (parts.isEmpty()) {
      return this;
    }
    Document document = document();
    Element root = document.getDocumentElement();
    parts.forEach(part -> XmlTree.append(root, XmlTree.element(document, part, 1)));
    return new WebXml(XmlTree.write(document), origin);
  }

  /**
   * Returns the same, with the names of fragments that are used; only for a descriptor made from
   * the skeleton, which names none.
   */
  public WebXml withFragments(List<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    Document document = document();
    Element order = XmlTree.children(document.getDocumentElement(), "absolute-ordering").get(0);
    for (String name : names) {
      order.appendChild(document.createTextNode("\n    "));
      order
          .appendChild(document.createElementNS(order.getNamespaceURI(), "name"))
          .setTextContent(name);
    }
    order.appendChild(document.createTextNode("\n  "));
    return new WebXml(XmlTree.write(document), origin);
  }

  /** Adds those context parameters that this descriptor does not set itself. */
  public WebXml withContextParams(Map<String, String> contextParams) {
    Document document = document();
    Element root = document.getDocumentElement();
    List<String> present =
        XmlTree.children(root, "context-param").stream()
            .map(param -> XmlTree.text(param, "param-name"))
            .toList();
    List<Map.Entry<String, String>> missing =
        contextParams.entrySet().stream()
            .filter(param -> !present.contains(param.getKey()))
            .toList();
    if (missing.isEmpty()) {
      return this;
    }
    missing.forEach(
        param ->
            XmlTree.appendPair(
                root,
                "context-param",
                List.of(
                    Map.entry("param-name", param.getKey()),
                    Map.entry("param-value", param.getValue()))));
    return new WebXml(XmlTree.write(document), origin);
  }

  /**
   * Maps URL patterns of files to the container's own file servlet, which every container names
   * {@code default}; patterns that this descriptor maps itself are not changed.
   */
  public WebXml withFilesAt(List<String> urlPatterns) {
    Document document = document();
    Element root = document.getDocumentElement();
    List<String> present =
        XmlTree.children(root, "servlet-mapping").stream()
            .flatMap(mapping -> XmlTree.children(mapping, "url-pattern").stream())
            .map(pattern -> pattern.getTextContent().strip())
            .toList();
    List<Map.Entry<String, String>> texts = new ArrayList<>();
    texts.add(Map.entry("servlet-name", "default"));
    urlPatterns.stream()
        .filter(pattern -> !present.contains(pattern))
        .forEach(pattern -> texts.add(Map.entry("url-pattern", pattern)));
    if (texts.size() == 1) {
      return this;
    }
    XmlTree.appendPair(root, "servlet-mapping", texts);
    return new WebXml(XmlTree.write(document), origin);
  }

  /** Returns the descriptor as it goes into the WAR; an unchanged one of a user byte for byte. */
  public byte[] bytes() {
    return bytes.clone();
  }

  private Element root() {
    return document().getDocumentElement();
  }

  private Document document() {
    return XmlTree.parse(bytes, origin);
  }
}
