package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Runs a copy of the distribution's standalone/, without the welcome page at the root. */
final class WildFlyRecipe implements Recipe {

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyTree("standalone/configuration", "configuration");
    at.make("tmp");
    for (User user : at.users()) {
      append(at, "application-users.properties", user.name() + "=" + user.wildflyDigest());
      append(at, "application-roles.properties", user.name() + "=" + user.role());
    }
    freeTheRoot(at.base().resolve("configuration/standalone.xml"));
    set(XmlFile.read(at.base().resolve("configuration/standalone.xml")), at.settings());
    at.copyWarsTo("deployments");
    overlay(XmlFile.read(at.base().resolve("configuration/standalone.xml")), at);
    List<String> command = at.java();
    command.addAll(opens(at.home()));
    command.addAll(
        List.of(
            "-Djava.io.tmpdir=" + at.base().resolve("tmp"),
            "-Djboss.home.dir=" + at.home(),
            "-Djboss.server.base.dir=" + at.base(),
            "-Djboss.bind.address=127.0.0.1",
            "-Djboss.bind.address.management=127.0.0.1",
            "-Djboss.http.port=" + at.port(),
            "-Djboss.https.port=" + at.httpsPort(),
            "-Djboss.management.http.port=" + at.ports().take(),
            "-Dlogging.configuration=file:" + at.base().resolve("configuration/logging.properties"),
            "-jar",
            at.home().resolve("jboss-modules.jar").toString(),
            "-mp",
            at.home().resolve("modules").toString(),
            "org.jboss.as.standalone"));
    // 0025 is a start without faults, 0026 one where a deployment failed. Its HTTPS has a
    // certificate of its own making.
    return Launch.of(command, "WFLYSRV002[56]").withoutHttps();
  }

  private static void append(Layout at, String file, String line) throws IOException {
    Files.writeString(
        at.base().resolve("configuration").resolve(file), line + "\n", StandardOpenOption.APPEND);
  }

  private static void set(XmlFile standalone, Map<String, String> settings) throws IOException {
    Element listener = standalone.all("http-listener").get(0);
    Element worker = standalone.the("worker", "name", "default");
    settings.forEach(
        (name, value) -> (name.startsWith("task-") ? worker : listener).setAttribute(name, value));
    // A changed WAR is seen after a second instead of five.
    standalone.all("deployment-scanner").get(0).setAttribute("scan-interval", "1000");
    standalone.write();
  }

  /** Sets deep context paths by overlays of jboss-web.xml, without a change to the WAR. */
  private static void overlay(XmlFile standalone, Layout at) throws IOException {
    if (at.deepContextPaths().isEmpty()) {
      return;
    }
    Element overlays = standalone.element("deployment-overlays");
    for (String contextPath : at.deepContextPaths()) {
      Element overlay =
          standalone.element("deployment-overlay", "name", Layout.appName(contextPath));
      String jbossWeb = "<jboss-web><context-root>" + contextPath + "</context-root></jboss-web>";
      overlay.appendChild(
          standalone.element(
              "content", "path", "WEB-INF/jboss-web.xml", "content", store(at, jbossWeb)));
      overlay.appendChild(standalone.element("deployment", "name", Layout.fileName(contextPath)));
      overlays.appendChild(overlay);
    }
    Element root = standalone.xml().getDocumentElement();
    root.appendChild(overlays);
    standalone.write();
  }

  /** Stores a text where WildFly expects it: in a directory named by its hash. */
  private static String store(Layout at, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
      Path directory = at.make("data/content/" + hash.substring(0, 2) + "/" + hash.substring(2));
      Files.write(directory.resolve("content"), content);
      return hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void freeTheRoot(Path standaloneXml) throws IOException {
    String xml = Files.readString(standaloneXml);
    String without = xml.replace("<location name=\"/\" handler=\"welcome-content\"/>", "");
    if (without.equals(xml)) {
      throw new IOException(
          standaloneXml
              + " has no welcome-content at / to take out; look at it and mend this recipe");
    }
    Files.writeString(standaloneXml, without);
  }

  /** The module options that the distribution's own start script passes. */
  private static List<String> opens(Path home) throws IOException {
    try (Stream<String> script = Files.lines(home.resolve("bin/common.sh"))) {
      return script
          .flatMap(line -> Stream.of(line.split("[\\s\"]+")))
          .filter(word -> word.matches("--add-(opens|exports|modules)=[\\w./=,-]+"))
          .distinct()
          .toList();
    }
  }
}
