package org.gatewaybridge.wartemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebXmlTest {
  private static final WebXmlSchema SCHEMA = WebXmlSchema.in(WebXmlTest.class.getClassLoader());
  private static final AppDeclaration HELLO = AppDeclaration.of("com.acme.Hello");

  @Test
  void theSkeletonIsValidAsItStands() {
    assertThat(SCHEMA.faultsOf(WarTemplate.webXml())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.0", "6.1"})
  void theFilledSkeletonIsValidInEachVersion(String version) {
    WebXml webXml =
        WebXml.of(
            new AppDeclaration(
                "com.acme.Hello:app",
                "/api/*",
                version,
                Map.of("gateway.lint", "true"),
                Map.of("a", "1", "b", "2")));

    assertThat(SCHEMA.faultsOf(webXml)).isEmpty();
    assertThat(webXml.version()).isEqualTo(version);
    assertThat(text(webXml)).contains("web-app_" + version.replace('.', '_') + ".xsd");
  }

  @Test
  void parametersAreTheServletsAndBehindThemTheContexts() {
    WebXml webXml =
        WebXml.of(
            new AppDeclaration(
                "com.acme.Hello",
                "/*",
                "6.0",
                Map.of("gateway.timeout", "5"),
                Map.of("gateway.timeout", "9", "colour", "blue")));

    assertThat(webXml.parameters())
        .isEqualTo(
            Map.of("gateway.app", "com.acme.Hello", "gateway.timeout", "5", "colour", "blue"));
  }

  @Test
  void theSchemaFindsAFault() {
    WebXml wrong = user("<servlet><servlet-class>x</servlet-class></servlet>");

    assertThat(SCHEMA.faultsOf(wrong))
        .singleElement()
        .asString()
        .startsWith("line 1: ")
        .contains("servlet-name");
  }

  @Test
  void theFilledSkeletonHoldsTheWholeDeployment() {
    WebXml webXml =
        WebXml.of(
            new AppDeclaration(
                "com.acme.Hello:app",
                "/api/*",
                "6.0",
                Map.of("gateway.lint", "true"),
                Map.of("colour", "blue")));

    assertThat(flat(webXml))
        .contains(
            "<param-name>gateway.app</param-name><param-value>com.acme.Hello:app</param-value>")
        .contains("<param-name>gateway.lint</param-name><param-value>true</param-value>")
        .contains("<url-pattern>/api/*</url-pattern>")
        .contains("<load-on-startup>1</load-on-startup><async-supported>true</async-supported>")
        .contains(
            "<http-only>true</http-only></cookie-config><tracking-mode>COOKIE</tracking-mode>")
        .contains("metadata-complete=\"true\"")
        .contains(
            "<context-param><param-name>colour</param-name><param-value>blue</param-value></context-param>");
  }

  @Test
  void aValueCannotBreakOutOfItsElement() {
    String evil = "</param-value><evil a=\"&lt;\"/>]]>'\r\n\t\u20ac\ud83d\ude00";
    WebXml webXml =
        WebXml.of(new AppDeclaration(evil, "/*", "6.0", Map.of(evil, evil), Map.of(evil, evil)));

    assertThat(SCHEMA.faultsOf(webXml)).isEmpty();
    assertThat(text(webXml)).doesNotContain("<evil");
    org.w3c.dom.Document document = XmlTree.parse(webXml.bytes(), "itself");
    assertThat(document.getElementsByTagName("evil").getLength()).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(document.getElementsByTagName("param-value").item(i).getTextContent())
          .isEqualTo(evil);
    }
  }

  @Test
  void theSameDeploymentGivesTheSameBytes() {
    Map<String, String> forth = new java.util.LinkedHashMap<>();
    Map<String, String> back = new java.util.LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forth.put("p" + i, "v");
      back.put("p" + (19 - i), "v");
    }
    assertThat(WebXml.of(new AppDeclaration("A", "/*", "6.0", forth, forth)).bytes())
        .isEqualTo(WebXml.of(new AppDeclaration("A", "/*", "6.0", back, back)).bytes());
  }

  @Test
  void filesAreTheContainersToServe() {
    WebXml webXml = WebXml.of(HELLO).withFilesAt(List.of("/static/a.css", "/static/b c.js"));

    assertThat(SCHEMA.faultsOf(webXml)).isEmpty();
    assertThat(flat(webXml))
        .contains(
            "<servlet-mapping><servlet-name>default</servlet-name>"
                + "<url-pattern>/static/a.css</url-pattern>"
                + "<url-pattern>/static/b c.js</url-pattern></servlet-mapping>");
  }

  @Test
  void aPatternThatIsMappedAlreadyStaysAsItIs() {
    WebXml webXml = WebXml.of(HELLO).withFilesAt(List.of("/static/a.css"));

    assertThat(webXml.withFilesAt(List.of("/*", "/static/a.css"))).isSameAs(webXml);
    assertThat(webXml.withFilesAt(List.of())).isSameAs(webXml);
  }

  @Test
  void aUsersDescriptorGetsWhatItLacks() {
    WebXml merged = user("<display-name>Mine</display-name>").merged(HELLO);

    assertThat(SCHEMA.faultsOf(merged)).isEmpty();
    assertThat(flat(merged))
        .contains("<display-name>Mine</display-name>")
        .contains("<servlet-class>org.gatewaybridge.servlet.GatewayServlet</servlet-class>")
        .contains("<param-value>com.acme.Hello</param-value>")
        .contains("<url-pattern>/*</url-pattern>")
        .contains("<tracking-mode>COOKIE</tracking-mode>")
        .doesNotContain("metadata-complete");
  }

  @Test
  void aUsersDescriptorMaySayThatSessionsAreShared() {
    WebXml merged = user("<distributable/>").merged(HELLO);

    assertThat(flat(merged)).contains("<distributable/>", "<servlet-name>gateway</servlet-name>");
    assertThat(SCHEMA.faultsOf(merged)).isEmpty();
  }

  @Test
  void aUsersDescriptorWins() {
    WebXml merged =
        user("<context-param><param-name>colour</param-name><param-value>red</param-value></context-param>"
                 + "<session-config><session-timeout>5</session-timeout></session-config>")
            .merged(
                new AppDeclaration(
                    "A", "/*", "6.0", Map.of(), Map.of("colour", "blue", "size", "8")));

    assertThat(SCHEMA.faultsOf(merged)).isEmpty();
    assertThat(flat(merged))
        .contains("<param-value>red</param-value>")
        .doesNotContain("blue")
        .contains("<param-name>size</param-name><param-value>8</param-value>")
        .contains("<session-timeout>5</session-timeout>");
  }

  @Test
  void aUsersSessionConfigGetsWhatItLacksWhereTheSchemaHasIt() {
    assertThat(sessions("<session-timeout>5</session-timeout>"))
        .isEqualTo(
            "<session-timeout>5</session-timeout>"
                + "<cookie-config><http-only>true</http-only></cookie-config>"
                + "<tracking-mode>COOKIE</tracking-mode>");
    assertThat(sessions("<tracking-mode>SSL</tracking-mode>"))
        .isEqualTo(
            "<cookie-config><http-only>true</http-only></cookie-config>"
                + "<tracking-mode>SSL</tracking-mode>");
    String lax =
        "<attribute><attribute-name>SameSite</attribute-name>"
            + "<attribute-value>Lax</attribute-value></attribute>";
    assertThat(
            sessions(
                "<cookie-config><name>SID</name><secure>true</secure>" + lax + "</cookie-config>"))
        .isEqualTo(
            "<cookie-config><name>SID</name><http-only>true</http-only><secure>true</secure>"
                + lax
                + "</cookie-config><tracking-mode>COOKIE</tracking-mode>");
  }

  @Test
  void whatAUsersSessionConfigSaysStays() {
    String own =
        "<cookie-config><http-only>false</http-only></cookie-config>"
            + "<tracking-mode>URL</tracking-mode>";

    assertThat(sessions(own)).isEqualTo(own);
  }

  @Test
  void onlyHttpOnlyKeepsScriptsFromSessionIds() {
    assertThat(WebXml.of(HELLO).allowsScriptsToReadSessionIds()).isFalse();
    for (String cookie : List.of("", "<cookie-config/>", httpOnly("false"), httpOnly("0"))) {
      assertThat(
              user("<session-config>" + cookie + "</session-config>")
                  .allowsScriptsToReadSessionIds())
          .as(cookie)
          .isTrue();
    }
    assertThat(user("").allowsScriptsToReadSessionIds()).isTrue();
    assertThat(
            user("<session-config>" + httpOnly("1") + "</session-config>")
                .allowsScriptsToReadSessionIds())
        .isFalse();
  }

  @Test
  void aUsersOwnGatewayServletIsLeftAloneIfItLacksNothing() {
    WebXml own =
        user(
            "<context-param><param-name>gateway.app</param-name><param-value>X</param-value></context-param>"
                + own("x", "<multipart-config/>")
                + "<servlet-mapping><servlet-name>x</servlet-name><url-pattern>/x</url-pattern></servlet-mapping>"
                + "<session-config><cookie-config><http-only>false</http-only></cookie-config>"
                + "<tracking-mode>URL</tracking-mode></session-config>");

    assertThat(own.declaresGatewayServlet()).isTrue();
    assertThat(own.merged(HELLO).bytes()).isEqualTo(own.bytes());
    assertThat(flat(own.withContextParams(Map.of("a", "b"))))
        .contains("<param-name>a</param-name>");
  }

  @Test
  void aUsersOwnGatewayServletGetsWhatItLacks() {
    WebXml own =
        user(own("mine", "<load-on-startup>1</load-on-startup><multipart-config/>"))
            .merged(
                new AppDeclaration(
                    "com.acme.Hello", "/api/*", "6.0", Map.of("gateway.timeout", "7"), Map.of()));

    assertThat(SCHEMA.faultsOf(own)).isEmpty();
    assertThat(own.parameters())
        .isEqualTo(Map.of("gateway.app", "com.acme.Hello", "gateway.timeout", "7"));
    assertThat(own.allowsSessionIdsInAddresses()).isFalse();
    assertThat(own.allowsScriptsToReadSessionIds()).isFalse();
    assertThat(flat(own))
        .contains("<multipart-config/>")
        .containsPattern(
            "<servlet-mapping>\\s*<servlet-name>mine</servlet-name>\\s*<url-pattern>/api/\\*</url-pattern>");
  }

  @Test
  void whichAppIsWhoseIsNotGuessed() {
    WebXml two = user(own("one", "") + own("two", ""));

    assertThatThrownBy(() -> two.merged(HELLO))
        .isInstanceOf(WebXmlRefused.class)
        .hasMessageContaining("declares servlet \"one\", which names no app; add <init-param>")
        .hasMessageContaining("<param-value>com.acme.Hello</param-value></init-param>");
  }

  private static String own(String name, String further) {
    return "<servlet><servlet-name>"
        + name
        + "</servlet-name><servlet-class> org.gatewaybridge.servlet.GatewayServlet </servlet-class>"
        + further
        + "</servlet>";
  }

  @Test
  void anOlderNamespaceAndAPrefixAreKept() {
    byte[] bytes =
        ("<j:web-app xmlns:j=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"4.0\">"
                + "<j:display-name>Mine</j:display-name></j:web-app>")
            .getBytes(UTF_8);
    WebXml merged = WebXml.parse(bytes, "web.xml").merged(HELLO);

    assertThat(SCHEMA.faultsOf(merged)).isEmpty();
    assertThat(text(merged)).contains("<j:servlet-name>gateway</j:servlet-name>");
  }

  @Test
  void aClashWithTheUsersServletsIsRefused() {
    WebXml sameName =
        user(
            "<servlet><servlet-name>gateway</servlet-name><servlet-class>X</servlet-class></servlet>");
    WebXml samePattern =
        user(
            "<servlet-mapping><servlet-name>x</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>");

    assertThatThrownBy(() -> sameName.merged(HELLO))
        .isInstanceOf(WebXmlRefused.class)
        .hasMessageStartingWith(
            "web.xml already has a servlet with servlet-name \"gateway\"; rename that servlet");
    assertThatThrownBy(() -> samePattern.merged(HELLO))
        .isInstanceOf(WebXmlRefused.class)
        .hasMessageContaining("url-pattern \"/*\"; set <urlPattern>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE web-app><web-app/>",
        "<!DOCTYPE web-app SYSTEM \"file:///etc/passwd\"><web-app/>",
        "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><web-app>&x;</web-app>",
        "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c"
            + " \"&b;&b;&b;&b;\">]><w>&c;</w>"
      })
  void aDoctypeIsRefusedWithAClearSentence(String text) {
    assertThatThrownBy(() -> WebXml.parse(text.getBytes(UTF_8), "web.xml"))
        .isInstanceOf(WebXmlRefused.class)
        .hasMessageStartingWith("web.xml has a DOCTYPE, which could read other files; remove it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no xml", "<web-app", "<web-app version='6.0'>&x;</web-app>", "<a/><b/>"})
  void whatIsNoXmlIsRefused(String text) {
    assertThatThrownBy(() -> WebXml.parse(text.getBytes(UTF_8), "web.xml"))
        .isInstanceOf(WebXmlRefused.class)
        .hasMessageStartingWith("web.xml is not well-formed at line ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<web-app/>", "<web-app version='2.5'/>", "<web-fragment version='6.0'/>"})
  void whatIsNoModernWebAppIsRefused(String text) {
    assertThatThrownBy(() -> WebXml.parse(text.getBytes(UTF_8), "web.xml"))
        .isInstanceOf(WebXmlRefused.class)
        .hasMessageContaining(
            "begin it with <web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\"");
  }

  /** What is in the session-config when the user's own has that content. */
  private static String sessions(String content) {
    WebXml merged = user("<session-config>" + content + "</session-config>").merged(HELLO);
    assertThat(SCHEMA.faultsOf(merged)).isEmpty();
    return flat(merged).replaceAll("(?s).*<session-config>|</session-config>.*", "");
  }

  private static String httpOnly(String text) {
    return "<cookie-config><http-only>" + text + "</http-only></cookie-config>";
  }

  private static WebXml user(String content) {
    String text =
        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
            + content
            + "</web-app>";
    return WebXml.parse(text.getBytes(UTF_8), "web.xml");
  }

  private static String text(WebXml webXml) {
    return new String(webXml.bytes(), UTF_8);
  }

  private static String flat(WebXml webXml) {
    return text(webXml).replaceAll(">\\s+<", "><");
  }
}
