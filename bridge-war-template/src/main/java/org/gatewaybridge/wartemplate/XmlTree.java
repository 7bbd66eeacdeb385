package org.gatewaybridge.wartemplate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads, writes and extends small XML documents; never follows a reference out of one. */
final class XmlTree {
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private XmlTree() {}

  static Document parse(byte[] bytes, String origin) {
    try {
      DocumentBuilder builder = secureFactory().newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(new ByteArrayInputStream(bytes));
    } catch (SAXParseException e) {
      // The one part of the parser's message that no locale translates.
      if (String.valueOf(e.getMessage()).contains(NO_DOCTYPE)) {
        throw new WebXmlRefused(
            origin
                + " has a DOCTYPE, which could read other files; remove it and begin with <web-app"
                + " xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">",
            e);
      }
      throw new WebXmlRefused(
          origin + " is not well-formed at line " + e.getLineNumber() + ": " + e.getMessage(), e);
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new WebXmlRefused(origin + " cannot be read as XML: " + e, e);
    }
  }

  private static DocumentBuilderFactory secureFactory() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature(NO_DOCTYPE, true);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    return factory;
  }

  static byte[] write(Document document) {
    try {
      TransformerFactory factory = TransformerFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Transformer transformer = factory.newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      // Only in memory: the bytes below are UTF-8. As UTF-8 here, JDKs differ in writing characters
      // above U+FFFF.
      transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-16");
      StringWriter text = new StringWriter();
      text.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
      transformer.transform(new DOMSource(document), new StreamResult(text));
      text.write("\n");
      return text.toString().getBytes(StandardCharsets.UTF_8);
    } catch (TransformerException e) {
      throw new IllegalStateException("The JDK cannot write the web.xml it has read", e);
    }
  }

  static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        found.add(child);
      }
    }
    return found;
  }

  static List<Element> children(Element parent, String name) {
    return children(parent).stream().filter(child -> name.equals(child.getLocalName())).toList();
  }

  /** Returns the trimmed text of the first child of that name; empty if there is none. */
  static String text(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  static void setText(Element parent, String name, String text) {
    children(parent, name).get(0).setTextContent(text);
  }

  /** Puts the child after its new sibling, indented alike. */
  static void insertAfter(Node sibling, Node child) {
    Node parent = sibling.getParentNode();
    Node next = sibling.getNextSibling();
    parent.insertBefore(sibling.getPreviousSibling().cloneNode(false), next);
    parent.insertBefore(child, next);
  }

  /** Puts a copy, in the namespace of its new parent, behind all children but those named. */
  static void insert(Element parent, Element child, List<String> later) {
    Node next = parent.getFirstChild();
    for (Element present : children(parent)) {
      next = later.contains(present.getLocalName()) ? next : present.getNextSibling();
    }
    parent.insertBefore(copyLike(parent, child.getPreviousSibling()), next); // its indentation
    parent.insertBefore(copyLike(parent, child), next);
  }

  /** Puts a new element, in the namespace of its new parent, before a child; null is the end. */
  static void insertBefore(Element parent, XmlPart part, @Nullable Node before) {
    Document document = parent.getOwnerDocument();
    parent.insertBefore(document.createTextNode("\n    "), before);
    parent.insertBefore(copyLike(parent, element(document, part, 2)), before);
  }

  /** Appends a copy in the namespace of its new parent, between empty lines. */
  static void append(Element parent, Element child) {
    Document document = parent.getOwnerDocument();
    parent.appendChild(document.createTextNode("\n  "));
    parent.appendChild(copyLike(parent, child));
    parent.appendChild(document.createTextNode("\n"));
  }

  /** Appends a new element with a text in each child, between empty lines. */
  static void appendPair(Element parent, String name, List<Map.Entry<String, String>> texts) {
    Document document = parent.getOwnerDocument();
    Element pair = document.createElementNS(null, name);
    for (Map.Entry<String, String> text : texts) {
      pair.appendChild(document.createTextNode("\n    "));
      pair.appendChild(document.createElementNS(null, text.getKey()))
          .setTextContent(text.getValue());
    }
    pair.appendChild(document.createTextNode("\n  "));
    append(parent, pair);
  }

  /** Returns a new element, indented by so many steps. */
  static Element element(Document document, XmlPart part, int depth) {
    Element element = document.createElementNS(null, part.name());
    if (part.children().isEmpty()) {
      element.setTextContent(part.text());
      return element;
    }
    for (XmlPart child : part.children()) {
      element.appendChild(document.createTextNode("\n" + "  ".repeat(depth + 1)));
      element.appendChild(element(document, child, depth + 1));
    }
    element.appendChild(document.createTextNode("\n" + "  ".repeat(depth)));
    return element;
  }

  private static Node copyLike(Element model, Node node) {
    Document document = model.getOwnerDocument();
    if (!(node instanceof Element element)) {
      return document.importNode(node, true);
    }
    String prefix = model.getPrefix() == null ? "" : model.getPrefix() + ":";
    Element copy =
        document.createElementNS(model.getNamespaceURI(), prefix + element.getLocalName());
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      copy.appendChild(copyLike(model, child));
    }
    return copy;
  }

  /** Turns errors into exceptions and prints nothing. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException exception) {}

    @Override
    public void error(SAXParseException exception) throws SAXException {
      throw exception;
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
