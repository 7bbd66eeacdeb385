package org.gatewaybridge.checking;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.gatewaybridge.wartemplate.WarTemplate;
import org.gatewaybridge.wartemplate.WebXml;
import org.gatewaybridge.wartemplate.WebXmlSchema;

/** Reads a packed WAR and finds what would fail or surprise on a container. */
public final class WarCheck {
  private static final String BRIDGE = "org/gatewaybridge/servlet/GatewayServlet.class";

  // The beginning of every database file (sqlite.org/fileformat.html, 1.3).
  private static final String SQLITE = "SQLite format 3";

  private final Path war;
  private final long maxSize;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> bridges = new ArrayList<>();

  private WarCheck(Path war, long maxSize) {
    this.war = war;
    this.maxSize = maxSize;
  }

  /**
   * Checks a WAR's file.
   *
   * @param maxSize the number of bytes above which it is called big
   */
  public static List<Finding> inspect(Path war, long maxSize) throws IOException {
    WarCheck check = new WarCheck(war, maxSize);
    check.checkSize();
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          check.checkEntry(entry.getName(), in);
        }
      }
    }
    check.checkBridge();
    return List.copyOf(check.findings);
  }

  private void checkSize() throws IOException {
    long size = Files.size(war);
    if (size > maxSize) {
      findings.add(
          Finding.warning(
              "The WAR has "
                  + size
                  + " bytes, more than "
                  + maxSize
                  + " (gateway.maxWarSize). Tomcat's Manager page takes 52428800 by default; copy"
                  + " the WAR into webapps/, or raise max-file-size in the Manager's web.xml"));
    }
  }

  private void checkEntry(String name, InputStream in) throws IOException {
    if (name.equals(WarTemplate.WEB_XML)) {
      checkWebXml(in.readAllBytes());
    } else if (name.equals(WarTemplate.CLASSES + BRIDGE)) {
      bridges.add(WarTemplate.CLASSES);
    } else if (name.startsWith(WarTemplate.LIB) && name.endsWith(".jar")) {
      checkLibrary(name, new ZipInputStream(in));
    } else if (new String(in.readNBytes(SQLITE.length()), StandardCharsets.ISO_8859_1)
        .equals(SQLITE)) {
      findings.add(
          Finding.warning(
              name
                  + " is an SQLite database: what the app stores in it is lost with the next WAR;"
                  + " keep it outside of the deployment unless it is only read"));
    }
  }

  private void checkWebXml(byte[] bytes) {
    WebXml webXml = WebXml.parse(bytes, WarTemplate.WEB_XML);
    WebXmlSchema.in(WarCheck.class.getClassLoader())
        .faultsOf(webXml)
        .forEach(fault -> findings.add(Finding.error(WarTemplate.WEB_XML + ", " + fault)));
    if (webXml.allowsSessionIdsInAddresses()) {
      findings.add(
          Finding.warning(
              WarTemplate.WEB_XML
                  + " lets session ids into addresses, where others see them; set"
                  + " <tracking-mode>COOKIE</tracking-mode> in its <session-config>"));
    }
    if (webXml.allowsScriptsToReadSessionIds()) {
      findings.add(
          Finding.warning(
              WarTemplate.WEB_XML
                  + " lets scripts read session ids; set <http-only>true</http-only> in the"
                  + " <cookie-config> of its <session-config>"));
    }
  }

  private void checkLibrary(String name, ZipInputStream jar) throws IOException {
    boolean old = false;
    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      old |= entry.getName().startsWith("javax/servlet/") && entry.getName().endsWith(".class");
      if (entry.getName().equals(BRIDGE)) {
        bridges.add(name);
      }
    }
    if (old) {
      findings.add(
          Finding.warning(
              name
                  + " holds javax.servlet, which no container of Jakarta EE 9 or later uses;"
                  + " replace the library that needs it by one for jakarta.servlet"));
    }
  }

  private void checkBridge() {
    if (bridges.size() != 1) {
      findings.add(
          Finding.error(
              bridges.isEmpty()
                  ? "The WAR has no bridge-core in WEB-INF/lib; do not leave it out with"
                      + " packagingExcludes"
                  : "The WAR has the bridge more than once, in "
                      + String.join(" and ", bridges)
                      + "; leave one"));
    }
  }
}
