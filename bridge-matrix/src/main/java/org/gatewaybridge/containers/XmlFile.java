package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A container's configuration file, to be changed and written back. */
record XmlFile(Path file, Document xml) {

  static XmlFile read(Path file) throws IOException {
    try {
      return new XmlFile(
          file, DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + " is no XML", e);
    }
  }

  void write() throws IOException {
    try {
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(xml), new StreamResult(file.toFile()));
    } catch (TransformerException e) {
      throw new IOException(file + " cannot be written", e);
    }
  }

  /** Returns the elements of a name, in document order. */
  List<Element> all(String name) {
    NodeList found = xml.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** Returns the first element of a name that has an attribute of that value. */
  Element the(String name, String attribute, String value) throws IOException {
    for (Element element : all(name)) {
      if (element.getAttribute(attribute).equals(value)) {
        return element;
      }
    }
    throw new IOException(
        file
            + " has no <%s %s=\"%s\">; look at it and mend this recipe"
                .formatted(name, attribute, value));
  }

  /** Returns a new element with attributes: name, value, name, value. */
  Element element(String name, String... attributes) {
    return with(xml.createElement(name), attributes);
  }

  /** Sets attributes: name, value, name, value. */
  static Element with(Element element, String... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      element.setAttribute(attributes[i], attributes[i + 1]);
    }
    return element;
  }
}
