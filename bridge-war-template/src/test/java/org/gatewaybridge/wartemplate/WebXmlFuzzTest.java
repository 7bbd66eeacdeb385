package org.gatewaybridge.wartemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;

/** Any descriptor of a user's, merged with ours, and any value meant for it. */
class WebXmlFuzzTest {
  private static final String HEAD =
      "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">";

  @MethodSource("descriptors")
  @FuzzTest(maxDuration = "1m")
  void mergedDescriptorKeepsWhatTheUserSaid(
      @NotNull String text, @NotNull String app, @NotNull String value) {
    WebXml merged;
    Element users;
    try {
      WebXml own = WebXml.parse(text.getBytes(UTF_8), "web.xml");
      users = root(own);
      merged =
          own.merged(new Deployment(app, "/gw/*", "6.0", Map.of("a", value), Map.of("b", value)));
    } catch (WebXmlRefused refused) {
      return;
    }
    assertThat(merged.declaresGatewayServlet()).isTrue();
    assertThat(new String(merged.bytes(), UTF_8).replaceAll("(?s)<!--.*?-->", ""))
        .doesNotContain("<!DOCTYPE");
    List<String> before = elements(users);
    assertThat(elements(root(merged)).subList(0, before.size())).isEqualTo(before);
    assertThat(sessions(root(merged))).containsSubsequence(sessions(users));
    WebXml again = merged.merged(new Deployment("x", "/gw/*", "6.0", Map.of(), Map.of()));
    assertThat(again.bytes()).isEqualTo(merged.bytes());
    if (!WebXml.parse(text.getBytes(UTF_8), "web.xml").declaresGatewayServlet()) {
      assertThat(merged.parameters())
          .containsEntry("a", value.strip())
          .containsEntry("gateway.app", app.strip());
    }
  }

  /** Each child of the root, with all that is in it unless more may come to it. */
  private static List<String> elements(Element root) {
    return XmlTree.children(root).stream()
        .map(
            element ->
                "session-config".equals(element.getLocalName())
                    ? element.getNodeName()
                    : element.getNodeName() + ' ' + names(element) + ' ' + element.getTextContent())
        .toList();
  }

  /** The root, and each element below session-config with the text that is in it itself. */
  private static List<String> sessions(Element root) {
    List<String> elements = new ArrayList<>(List.of(root.getNodeName()));
    for (Element config : XmlTree.children(root, "session-config")) {
      NodeList below = config.getElementsByTagName("*");
      for (int i = 0; i < below.getLength(); i++) {
        elements.add(below.item(i).getNodeName() + ' ' + ownText(below.item(i)));
      }
    }
    return elements;
  }

  private static String ownText(Node element) {
    StringBuilder text = new StringBuilder();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      text.append(node instanceof Text part ? part.getData() : "");
    }
    return text.toString().strip();
  }

  private static String names(Element element) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < element.getElementsByTagName("*").getLength(); i++) {
      names.append(element.getElementsByTagName("*").item(i).getNodeName()).append('>');
    }
    return names.toString();
  }

  private static Element root(WebXml webXml) {
    return XmlTree.parse(webXml.bytes(), "itself").getDocumentElement();
  }

  private static Stream<Arguments> descriptors() {
    return Stream.of(
        arguments(HEAD + "</web-app>", "com.acme.Hello", "v"),
        arguments(
            HEAD
                + "<context-param><param-name>b</param-name><param-value>own</param-value></context-param>"
                + "<servlet><servlet-name>s</servlet-name><servlet-class>S</servlet-class></servlet>"
                + "<servlet-mapping><servlet-name>s</servlet-name><url-pattern>/s</url-pattern></servlet-mapping>"
                + "<session-config><session-timeout>5</session-timeout></session-config></web-app>",
            "a:b",
            "</param-value><evil/>"),
        arguments(
            HEAD
                + "<session-config><cookie-config><secure>true</secure><comment>c</comment>"
                + "</cookie-config> x <tracking-mode>URL</tracking-mode></session-config>"
                + "<session-config/></web-app>",
            "a",
            "b"),
        arguments(
            HEAD
                + "<servlet><servlet-name>g</servlet-name><servlet-class>org.gatewaybridge.servlet.GatewayServlet"
                + "</servlet-class></servlet></web-app>",
            "x",
            "]]>&amp;"),
        arguments(
            "<j:web-app xmlns:j=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"4.0\"><!-- c"
                + " --><j:filter/></j:web-app>",
            "\ud83d\ude00",
            "\r\n\t "),
        arguments(
            "<!DOCTYPE web-app SYSTEM \"file:///etc/passwd\"><web-app version='6.0'/>", "a", "b"),
        arguments(
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><web-app"
                + " version='6.0'><![CDATA[<x>]]></web-app>",
            "\u0000",
            "\uffff"),
        arguments(
            "<web-app version=\"6.0\"><servlet><servlet-name> gateway"
                + " </servlet-name></servlet></web-app>",
            "a",
            "b"));
  }
}
