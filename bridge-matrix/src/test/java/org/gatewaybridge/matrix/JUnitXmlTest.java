package org.gatewaybridge.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class JUnitXmlTest {

  @Test
  void countsAreTheColumns() throws Exception {
    Document xml = xml(Fixture.JETTY);
    assertThat(text(xml, "/testsuite/@name")).isEqualTo("gateway-matrix.jetty12.1");
    assertThat(text(xml, "/testsuite/@tests")).isEqualTo("3");
    assertThat(text(xml, "/testsuite/@failures")).isEqualTo("1");
    assertThat(text(xml, "/testsuite/@skipped")).isEqualTo("0");
    assertThat(text(xml, "/testsuite/@time")).isEqualTo("0.036");
    assertThat(text(xml, "count(//testcase)")).isEqualTo("3");
  }

  @Test
  void failureTellsItsEvidenceWithoutWhatIsNoXml() throws Exception {
    Document xml = xml(Fixture.JETTY);
    String failing = "//testcase[@name='E01 CGI keys of a plain request']";
    assertThat(text(xml, failing + "/@classname")).isEqualTo("gateway-matrix.jetty12.1.environ");
    assertThat(text(xml, failing + "/failure/@message")).isEqualTo("QUERY_STRING is absent");
    assertThat(text(xml, failing + "/failure"))
        .contains("Wanted: QUERY_STRING=a=b", "</script>", "]]>", "\\u0000\\u001b[31m")
        .contains("Source: PEP 3333");
  }

  @Test
  void knownDifferencePassesAndSaysWhy() throws Exception {
    Document xml = xml(Fixture.JETTY);
    String known = "//testcase[starts-with(@name, 'P2 ')]";
    assertThat(text(xml, "count(" + known + "/failure | " + known + "/skipped)")).isEqualTo("0");
    assertThat(text(xml, known + "/system-out")).startsWith("Known difference: Jetty redirects");
  }

  @Test
  void whatWasNotRunIsSkipped() throws Exception {
    Document xml = xml(Fixture.PAYARA);
    assertThat(text(xml, "/testsuite/@skipped")).isEqualTo("3");
    assertThat(text(xml, "//testcase[1]/skipped/@message"))
        .isEqualTo("Its archive is not published");
  }

  private static Document xml(ContainerColumn column) throws Exception {
    String xml = JUnitXml.of(Fixture.small(), column);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
  }

  private static String text(Document xml, String path) throws Exception {
    return XPathFactory.newInstance().newXPath().evaluate(path, xml);
  }
}
