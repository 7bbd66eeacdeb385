package org.gatewaybridge.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gatewaybridge.wartemplate.AppDeclaration;
import org.gatewaybridge.wartemplate.WebXml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarCheckTest {
  private static final String SERVLET = "org/gatewaybridge/servlet/GatewayServlet.class";
  private static final String HTTP_ONLY =
      "<cookie-config><http-only>true</http-only></cookie-config>";
  private static final String COOKIE = "<tracking-mode>COOKIE</tracking-mode>";

  private final Map<String, byte[]> war = new LinkedHashMap<>();
  private Path file;

  @BeforeEach
  void soundWar(@TempDir Path folder) throws IOException {
    file = folder.resolve("a.war");
    war.put("WEB-INF/web.xml", WebXml.of(AppDeclaration.of("com.acme.Hello")).bytes());
    war.put("WEB-INF/lib/bridge-core.jar", zip(Map.of(SERVLET, new byte[0])));
  }

  @Test
  void aSoundWarHasNoFindings() throws IOException {
    assertThat(findings(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void whatTheSchemaForbidsIsAnError() throws IOException {
    webXml("<session-config>" + HTTP_ONLY + COOKIE + "</session-config><nonsense/>");

    assertThat(findings(Long.MAX_VALUE))
        .singleElement()
        .matches(finding -> finding.level() == Finding.Level.ERROR)
        .extracting(Finding::text)
        .asString()
        .startsWith("WEB-INF/web.xml, line 1: ")
        .contains("nonsense");
  }

  @Test
  void sessionIdsInAddressesAreAWarning() throws IOException {
    webXml("<session-config>" + HTTP_ONLY + "<tracking-mode>URL</tracking-mode></session-config>");

    assertThat(findings(Long.MAX_VALUE))
        .singleElement()
        .isEqualTo(
            Finding.warning(
                "WEB-INF/web.xml lets session ids into addresses, where others see them; set"
                    + " <tracking-mode>COOKIE</tracking-mode> in its <session-config>"));
  }

  @Test
  void aDescriptorThatDoesNotSayHowSessionsAreTrackedAllowsAddresses() throws IOException {
    webXml("<session-config>" + HTTP_ONLY + "</session-config>");

    assertThat(findings(Long.MAX_VALUE))
        .singleElement()
        .extracting(Finding::level)
        .isEqualTo(Finding.Level.WARNING);
  }

  @Test
  void sessionIdsThatScriptsCanReadAreAWarning() throws IOException {
    webXml("<session-config>" + COOKIE + "</session-config>");

    assertThat(findings(Long.MAX_VALUE))
        .containsExactly(
            Finding.warning(
                "WEB-INF/web.xml lets scripts read session ids; set <http-only>true</http-only> in"
                    + " the <cookie-config> of its <session-config>"));
  }

  @Test
  void aBigWarIsAWarningThatNamesTheManagersLimit() throws IOException {
    assertThat(findings(10))
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .contains("more than 10 (gateway.maxWarSize)", "52428800");
  }

  @Test
  void theBridgeMustBeThereOnce() throws IOException {
    war.put("WEB-INF/lib/shaded.jar", zip(Map.of(SERVLET, new byte[0])));
    assertThat(findings(Long.MAX_VALUE))
        .containsExactly(
            Finding.error(
                "The WAR has the bridge more than once, in WEB-INF/lib/bridge-core.jar and"
                    + " WEB-INF/lib/shaded.jar; leave one"));

    war.keySet().removeIf(name -> name.endsWith(".jar"));
    assertThat(findings(Long.MAX_VALUE))
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .startsWith("The WAR has no bridge-core");

    war.put("WEB-INF/classes/" + SERVLET, new byte[0]);
    assertThat(findings(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void aDatabaseInTheDeploymentIsAWarning() throws IOException {
    war.put("WEB-INF/python/shop.data", "SQLite format 3\0".getBytes(StandardCharsets.UTF_8));

    assertThat(findings(Long.MAX_VALUE))
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .startsWith("WEB-INF/python/shop.data is an SQLite database: what the app stores in it");
  }

  @Test
  void theOldServletApiIsAWarning() throws IOException {
    war.put("WEB-INF/lib/old.jar", zip(Map.of("javax/servlet/Servlet.class", new byte[0])));

    assertThat(findings(Long.MAX_VALUE))
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .startsWith("WEB-INF/lib/old.jar holds javax.servlet");
  }

  private void webXml(String content) {
    String text =
        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
            + content
            + "</web-app>";
    war.put("WEB-INF/web.xml", text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Finding> findings(long maxSize) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(zip(war));
    }
    return WarCheck.inspect(file, maxSize);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
