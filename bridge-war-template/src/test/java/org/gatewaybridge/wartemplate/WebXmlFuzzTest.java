package org.gatewaybridge.wartemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
          own.merged(
              new AppDeclaration(app, "/gw/*", "6.0", Map.of("a", value), Map.of("b", value)));
    } catch (WebXmlRefused refused) {
      return;
    }
    assertThat(merged.declaresGatewayServlet()).isTrue();
    assertThat(new String(merged.bytes(), UTF_8).replaceAll("(?s)<!--.*?-->", ""))
        .doesNotContain("<!DOCTYPE");
    List<String> before = elements(users);
    assertThat(elements(root(merged)).subList(0, before.size())).isEqualTo(before);
    assertThat(completed(root(merged))).containsSubsequence(completed(users));
    WebXml again = merged.merged(new AppDeclaration("x", "/gw/*", "6.0", Map.of(), Map.of()));
    assertThat(again.bytes()).isEqualTo(merged.bytes());
    WebXml own = WebXml.parse(text.getBytes(UTF_8), "web.xml");
    if (own.declaresGatewayServlet()) {
      assertThat(merged.namesItsApp()).isTrue();
      assertThat(texts(root(merged), "servlet-mapping", "servlet-name"))
          .containsAll(gatewayServlets(users));
      Map<String, String> expected = new TreeMap<>(Map.of("a", value.strip(), "b", value.strip()));
      expected.put("gateway.app", app.strip());
      expected.putAll(own.parameters());
      if (gatewayServlets(users).size() == 1) {
        assertThat(merged.parameters()).isEqualTo(expected);
      } else {
        assertThat(merged.parameters()).containsOnlyKeys(expected.keySet());
      }
    } else {
      assertThat(merged.parameters())
          .containsEntry("a", value.strip())
          .containsEntry("gateway.app", app.strip());
    }
  }

  private static List<String> gatewayServlets(Element root) {
    return XmlTree.children(root, "servlet").stream()
        .filter(WebXmlFuzzTest::isGateway)
        .map(servlet -> XmlTree.text(servlet, "servlet-name"))
        .toList();
  }

  private static boolean isGateway(Element element) {
    return "servlet".equals(element.getLocalName())
        && WebXml.GATEWAY_SERVLET.equals(XmlTree.text(element, "servlet-class"));
  }

  private static List<String> texts(Element root, String element, String child) {
    return XmlTree.children(root, element).stream().map(each -> XmlTree.text(each, child)).toList();
  }

  /** Whether more may come into the element; what is in it stays. */
  private static boolean isCompleted(Element element) {
    return "session-config".equals(element.getLocalName()) || isGateway(element);
  }

  /** Each child of the root, with all that is in it unless more may come to it. */
  private static List<String> elements(Element root) {
    return XmlTree.children(root).stream()
        .map(
            element ->
                isCompleted(element)
                    ? element.getNodeName()
                    : element.getNodeName() + ' ' + names(element) + ' ' + element.getTextContent())
        .toList();
  }

  /** The root, and each element to which more may come, with the text that is in it itself. */
  private static List<String> completed(Element root) {
    List<String> elements = new ArrayList<>(List.of(root.getNodeName()));
    for (Element element : XmlTree.children(root)) {
      if (isCompleted(element)) {
        NodeList below = element.getElementsByTagName("*");
        for (int i = 0; i < below.getLength(); i++) {
          elements.add(below.item(i).getNodeName() + ' ' + ownText(below.item(i)));
        }
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
            HEAD
                + "<servlet><servlet-name>g</servlet-name><servlet-class>org.gatewaybridge.servlet.GatewayServlet"
                + "</servlet-class><init-param><param-name>gateway.app</param-name><param-value>own"
                + "</param-value></init-param><init-param><param-name>a</param-name><param-value>own"
                + "</param-value></init-param><load-on-startup>1</load-on-startup></servlet>"
                + "<servlet-mapping><servlet-name>g</servlet-name><url-pattern>/own</url-pattern>"
                + "</servlet-mapping></web-app>",
            "x",
            "v"),
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
