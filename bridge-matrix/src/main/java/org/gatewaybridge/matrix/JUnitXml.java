package org.gatewaybridge.matrix;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One container's column as JUnit's XML, which build servers read: a known difference passes with
 * its reason, and what was not run is skipped.
 */
final class JUnitXml {

  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String of(Matrix matrix, ContainerColumn column) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new JUnitXml(xml).suite(matrix, column);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("No XML could be written for " + column.id(), e);
    }
    return text + "\n";
  }

  private void suite(Matrix matrix, ContainerColumn column) throws XMLStreamException {
    Tally tally = matrix.tally(column);
    long millis = matrix.cases().stream().mapToLong(row -> row.on(column).millis()).sum();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    attribute("name", "gateway-matrix." + column.id());
    attribute("tests", String.valueOf(tally.all()));
    attribute("failures", String.valueOf(tally.count(Outcome.FAIL)));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(tally.count(Outcome.NOT_RUN)));
    attribute("time", seconds(millis));
    for (CaseRow row : matrix.cases()) {
      testCase(row, column);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void testCase(CaseRow row, ContainerColumn column) throws XMLStreamException {
    Cell cell = row.on(column);
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    attribute("classname", "gateway-matrix." + column.id() + "." + row.area());
    attribute("name", row.id() + " " + row.title());
    attribute("time", seconds(cell.millis()));
    switch (cell.outcome()) {
      case PASS -> {}
      case KNOWN -> element("system-out", "", "Known difference: " + cell.reason());
      case NOT_RUN -> element("skipped", cell.reason(), "");
      case FAIL -> element("failure", cell.reason(), Evidence.text(row, cell));
    }
    xml.writeEndElement();
  }

  private void element(String name, String message, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    if (!message.isEmpty()) {
      attribute("message", message);
    }
    xml.writeCharacters(VisibleText.xml(text));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, VisibleText.folded(value));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
