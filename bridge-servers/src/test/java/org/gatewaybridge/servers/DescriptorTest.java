package org.gatewaybridge.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.servers.app.AnnotatedFilter;
import org.gatewaybridge.servers.app.EchoServlet;
import org.gatewaybridge.servers.app.MarkingFilter;
import org.gatewaybridge.servers.app.MarkingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What web.xml says means the same on every server; Tomcat and Jetty are the witnesses for our own
 * reading of it on Undertow.
 */
final class DescriptorTest {
  private static final Listen ANY = Listen.on("127.0.0.1", 0);
  private static final String ALL =
      """
      <context-param><param-name>context</param-name><param-value>known</param-value></context-param>
      <filter>
        <filter-name>mark</filter-name>
        <filter-class>org.gatewaybridge.servers.app.MarkingFilter</filter-class>
        <init-param><param-name>mark</param-name><param-value>passed</param-value></init-param>
      </filter>
      <filter-mapping><filter-name>mark</filter-name><url-pattern>/*</url-pattern></filter-mapping>
      <listener><listener-class>org.gatewaybridge.servers.app.MarkingListener</listener-class></listener>
      <session-config>
        <cookie-config>
          <name>SID</name>
          <http-only>true</http-only>
          <attribute><attribute-name>SameSite</attribute-name><attribute-value>Lax</attribute-value></attribute>
        </cookie-config>
        <tracking-mode>COOKIE</tracking-mode>
      </session-config>
      <mime-mapping><extension>gw</extension><mime-type>text/x-gateway</mime-type></mime-mapping>
      <welcome-file-list><welcome-file>hello.html</welcome-file></welcome-file-list>
      <error-page><error-code>404</error-code><location>/missing.html</location></error-page>
      <error-page><exception-type>java.lang.IllegalStateException</exception-type><location>/broken.html</location></error-page>
      """;

  private @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @EnumSource
  void parametersFiltersAndListeners(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, everything().at("/ctx"))) {
      assertThat(Call.body(server, "/ctx/w/attributes"))
          .isEqualTo("filter=passed listener=heard init=given context=known");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sessionCookie(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, everything().at("/ctx"))) {
      HttpResponse<String> answer = Call.get(server, "/ctx/w/session");
      assertThat(answer.body()).isEqualTo("session=true");
      assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
          .startsWith("SID=")
          .containsIgnoringCase("HttpOnly")
          .containsIgnoringCase("SameSite=Lax");
    }
  }

  @ParameterizedTest
  @EnumSource
  void staticFilesTypesAndWelcome(ServerKind kind) throws Exception {
    TestWar war = everything().jar("lib.jar", "META-INF/resources/jar.gw", "from a jar");
    try (EmbeddedServer server = kind.start(ANY, war.at("/ctx"))) {
      assertThat(Call.body(server, "/ctx/")).isEqualTo("welcome");
      HttpResponse<String> typed = Call.get(server, "/ctx/file.gw");
      assertThat(typed.body()).isEqualTo("typed");
      assertThat(typed.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/x-gateway");
      assertThat(Call.body(server, "/ctx/jar.gw")).isEqualTo("from a jar");
      assertThat(Call.get(server, "/ctx/WEB-INF/web.xml").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void errorPages(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, everything().at("/ctx"))) {
      assertThat(Call.get(server, "/ctx/nothing").statusCode()).isEqualTo(404);
      assertThat(Call.body(server, "/ctx/nothing")).isEqualTo("missing");
      assertThat(Call.get(server, "/ctx/w/fail").statusCode()).isEqualTo(500);
      assertThat(Call.body(server, "/ctx/w/fail")).isEqualTo("broken");
    }
  }

  @ParameterizedTest
  @EnumSource
  void fragmentOfAJarIsMerged(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, withFragment("false").at("/"))) {
      assertThat(Call.body(server, "/w/attributes")).contains("context=from the fragment");
    }
  }

  @ParameterizedTest
  @EnumSource
  void fragmentIsLeftAloneWhenMetadataIsComplete(ServerKind kind) throws Exception {
    try (EmbeddedServer server = kind.start(ANY, withFragment("true").at("/"))) {
      assertThat(Call.body(server, "/w/attributes")).contains("context=null");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<security-constraint><web-resource-collection><web-resource-name>all</web-resource-name><url-pattern>/*</url-pattern>"
            + "</web-resource-collection><auth-constraint/></security-constraint>",
        "<login-config><auth-method>BASIC</auth-method></login-config>",
        "<servlet><servlet-name>s</servlet-name><jsp-file>/a.jsp</jsp-file></servlet>"
      })
  void undertowRefusesWhatItWouldIgnore(String element) throws Exception {
    TestWar war = TestWar.of(directory, EchoServlet.class).webXml(element);
    String name = element.substring(element.indexOf('<') + 1, element.indexOf('>'));
    assertThatThrownBy(() -> ServerKind.UNDERTOW.start(ANY, war.at("/")))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("is not supported by Undertow here; use Tomcat or Jetty")
        .hasMessageContaining(name.equals("servlet") ? "jsp-file" : name);
  }

  @Test
  void undertowRefusesAFilterThatOnlyItsAnnotationDeclares() throws Exception {
    TestWar war =
        TestWar.of(directory, EchoServlet.class)
            .with(AnnotatedFilter.class)
            .webXml("false", TestWar.servletAt(EchoServlet.class, "/w/*"));

    assertThatThrownBy(() -> ServerKind.UNDERTOW.start(ANY, war.at("/")))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining(AnnotatedFilter.class.getName() + " is a @WebFilter, and Undertow");
  }

  @Test
  void undertowTakesItIfTheDescriptorIsCompleteOrDeclaresIt() throws Exception {
    String servlet = TestWar.servletAt(EchoServlet.class, "/w/*");
    TestWar war = TestWar.of(directory, EchoServlet.class).with(AnnotatedFilter.class);

    ServerKind.UNDERTOW.start(ANY, war.webXml("true", servlet).at("/")).close();
    String filter =
        "<filter><filter-name>f</filter-name><filter-class>"
            + AnnotatedFilter.class.getName()
            + "</filter-class></filter>";
    ServerKind.UNDERTOW.start(ANY, war.webXml("false", servlet + filter).at("/")).close();
  }

  @Test
  void undertowNeedsADescriptor() throws Exception {
    TestWar war = new TestWar(directory).file("index.html", "static");
    assertThatThrownBy(() -> ServerKind.UNDERTOW.start(ANY, war.at("/")))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("WEB-INF/web.xml");
  }

  @Test
  void aFragmentThatGrowsWithoutEndIsRefused() throws Exception {
    StringBuilder laughs = new StringBuilder("<!ENTITY e0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      String ten = ("&e" + (i - 1) + ";").repeat(10);
      laughs.append("<!ENTITY e%d \"%s\">".formatted(i, ten));
    }
    TestWar war =
        TestWar.of(directory, EchoServlet.class)
            .webXml("false", TestWar.servletAt(EchoServlet.class, "/w/*"))
            .jar("lib.jar", "META-INF/web-fragment.xml", fragment(laughs.toString(), "&e11;"));

    assertThatThrownBy(() -> ServerKind.UNDERTOW.start(ANY, war.at("/")))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("META-INF/web-fragment.xml in ")
        .hasMessageContaining(" is not a web fragment: ");
  }

  @Test
  void aFragmentReadsNoOtherFile() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    String entity = "<!ENTITY e SYSTEM \"" + secret.toUri() + "\">";
    TestWar war =
        TestWar.of(directory, EchoServlet.class)
            .webXml("false", TestWar.servletAt(EchoServlet.class, "/w/*"))
            .jar("lib.jar", "META-INF/web-fragment.xml", fragment(entity, "[&e;]"));

    try (EmbeddedServer server = ServerKind.UNDERTOW.start(ANY, war.at("/"))) {
      assertThat(Call.body(server, "/w/attributes")).contains("context=[");
      assertThat(Call.body(server, "/w/attributes")).doesNotContain("secret");
    }
  }

  private static String fragment(String entities, String value) {
    return """
    <!DOCTYPE web-fragment [%s]>
    <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
      <context-param><param-name>context</param-name><param-value>%s</param-value></context-param>
    </web-fragment>
    """
        .formatted(entities, value);
  }

  private TestWar everything() throws Exception {
    return TestWar.of(directory, EchoServlet.class)
        .with(MarkingFilter.class)
        .with(MarkingListener.class)
        .webXml(TestWar.servletAt(EchoServlet.class, "/w/*") + ALL)
        .file("hello.html", "welcome")
        .file("file.gw", "typed")
        .file("missing.html", "missing")
        .file("broken.html", "broken");
  }

  private TestWar withFragment(String metadataComplete) throws Exception {
    return TestWar.of(directory, EchoServlet.class)
        .webXml(metadataComplete, TestWar.servletAt(EchoServlet.class, "/w/*"))
        .jar(
            "lib.jar",
            "META-INF/web-fragment.xml",
            """
            <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param><param-name>context</param-name><param-value>from the fragment</param-value></context-param>
            </web-fragment>
            """);
  }
}
