package org.gatewaybridge.wartemplate;

import java.util.ArrayList;
import java.util.List;

/**
 * An element to be added to a descriptor: with a text, or with children.
 *
 * @param name without a prefix
 */
public record XmlPart(String name, String text, List<XmlPart> children) {
  /** Copies the children. */
  public XmlPart {
    children = List.copyOf(children);
  }

  /** Returns an element with a text. */
  public static XmlPart of(String name, String text) {
    return new XmlPart(name, text, List.of());
  }

  /** Returns an element with children. */
  public static XmlPart of(String name, List<XmlPart> children) {
    return new XmlPart(name, "", children);
  }

  /** Returns a parameter: an element with a name and a value. */
  public static XmlPart parameter(String element, String name, String value) {
    return of(element, List.of(of("param-name", name), of("param-value", value)));
  }

  /** Returns the element in XML, on one line. */
  @Override
  public String toString() {
    List<String> inner = new ArrayList<>();
    children.forEach(child -> inner.add(child.toString()));
    return "<" + name + ">" + text + String.join("", inner) + "</" + name + ">";
  }
}
