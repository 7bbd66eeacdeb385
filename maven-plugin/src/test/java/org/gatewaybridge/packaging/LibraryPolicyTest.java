package org.gatewaybridge.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LibraryPolicyTest {
  private Project project;

  @BeforeEach
  void project(@TempDir Path folder) {
    project = new Project(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "jakarta.servlet-api-6.0.0.jar, the Servlet API",
    "jakarta.servlet.jsp-api-3.1.0.jar, the Servlet API",
    "jakarta.jakartaee-web-api-10.0.0.jar, the Servlet API",
    "tomcat-embed-core-11.0.25.jar, a part of Tomcat",
    "tomcat-catalina-11.0.25.jar, a part of Tomcat",
    "jetty-server-12.1.12.jar, a part of Jetty",
    "jetty-ee11-webapp-12.1.12.jar, a part of Jetty",
    "undertow-core-2.3.26.Final.jar, a part of Undertow",
    "undertow-servlet-2.3.26.Final.jar, a part of Undertow",
    "bridge-servers-0.1.0.jar, an embedded server"
  })
  void containersAreKnownByName(String jar, String verdict) throws IOException {
    assertThat(verdict(jar)).contains(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "jakarta/servlet/Servlet.class, the Servlet API (it holds jakarta/servlet/Servlet.class)",
    "jakarta/servlet/http/HttpServlet.class, the Servlet API (it holds"
        + " jakarta/servlet/http/HttpServlet.class)",
    "META-INF/versions/17/jakarta/servlet/X.class, the Servlet API (it holds"
        + " META-INF/versions/17/jakarta/servlet/X.class)",
    "org/apache/catalina/core/StandardContext.class, a part of Tomcat (it holds"
        + " org/apache/catalina/core/StandardContext.class)",
    "org/eclipse/jetty/server/Server.class, a part of Jetty (it holds"
        + " org/eclipse/jetty/server/Server.class)",
    "org/eclipse/jetty/ee10/webapp/WebAppContext.class, a part of Jetty (it holds"
        + " org/eclipse/jetty/ee10/webapp/WebAppContext.class)",
    "io/undertow/Undertow.class, a part of Undertow (it holds io/undertow/Undertow.class)",
    "org/gatewaybridge/servers/Main.class, an embedded server (it holds"
        + " org/gatewaybridge/servers/Main.class)"
  })
  void containersInsideOtherJarsAreKnownByTheirClasses(String entry, String verdict)
      throws IOException {
    assertThat(verdict("shaded-1.jar", "com/acme/X.class", entry)).contains(verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jetty-client-12.1.12.jar",
        "jetty-http-12.1.12.jar",
        "tomcat-jdbc-11.0.25.jar",
        "bridge-core-0.1.0.jar",
        "my-undertow-tools.jar"
      })
  void librariesOfTheSameHousesMayStay(String jar) throws IOException {
    assertThat(verdict(jar, "com/acme/X.class")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jakarta/servlet/jsp/jstl/core/Config.class",
        "jakarta/servlet/resources/web-app_6_0.xsd",
        "javax/servlet/Servlet.class",
        "org/gatewaybridge/servlet/GatewayServlet.class",
        "META-INF/services/jakarta.servlet.ServletContainerInitializer"
      })
  void whatOnlyMentionsServletsMayStay(String entry) throws IOException {
    assertThat(verdict("library-1.jar", entry)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "javax.servlet-api-4.0.1.jar, javax/servlet/Servlet.class",
    "servlet-api-2.5.jar, javax/servlet/Servlet.class",
    "tomcat-embed-el-11.0.25.jar, jakarta/el/ELContext.class"
  })
  void whatNotEachContainerBringsMayStay(String jar, String entry) throws IOException {
    assertThat(verdict(jar, entry)).isEmpty();
  }

  @Test
  void theServletApiIsKnownUnderItsOldNameToo() throws IOException {
    assertThat(verdict("servlet-api-6.jar", "jakarta/servlet/Servlet.class")).isPresent();
  }

  @Test
  void theServletApiAmongTheClassesIsKnownToo() throws IOException {
    WarEntry entry = new WarEntry("WEB-INF/classes/jakarta/servlet/Servlet.class", Path.of("x"));

    assertThat(LibraryPolicy.verdict(entry)).contains("the Servlet API");
  }

  @Test
  void aBrokenJarIsRefused() {
    Path broken = project.file("broken.jar", "no zip");

    assertThatThrownBy(() -> LibraryPolicy.verdict(new WarEntry("WEB-INF/lib/broken.jar", broken)))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("broken.jar is no jar: ")
        .hasMessageEndingWith("; delete it and build again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "a/../../x", "/etc/x", "C:\\x", "..\\x", "\\\\host\\x"})
  void aJarThatWouldBeUnpackedElsewhereIsRefused(String entry) {
    assertThatThrownBy(() -> verdict("evil-1.jar", "com/acme/X.class", entry))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("evil-1.jar has an entry that leaves the folder it is unpacked into")
        .hasMessageEndingWith(Messages.quoted(entry) + "; use a library that is in order");
  }

  private Optional<String> verdict(String name, String... entries) throws IOException {
    Path jar = project.jar(name, entries.length == 0 ? new String[] {"x"} : entries);
    return LibraryPolicy.verdict(new WarEntry("WEB-INF/lib/" + name, jar));
  }
}
