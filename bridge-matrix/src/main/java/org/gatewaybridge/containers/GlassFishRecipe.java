package org.gatewaybridge.containers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * Runs a copy of the domain that GlassFish and Payara Server ship, with all listeners moved to the
 * loopback address or closed. The WARs are deployed by the admin command.
 */
final class GlassFishRecipe implements Recipe {

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyTree("glassfish/domains/domain1", "domains/domain1");
    at.copyWarsTo("webapps");
    int adminPort = at.ports().take();
    edit(XmlFile.read(at.base().resolve("domains/domain1/config/domain.xml")), at, adminPort);
    List<String> command =
        List.of(
            at.home().resolve("bin/asadmin").toString(),
            "start-domain",
            "--domaindir",
            at.base().resolve("domains").toString(),
            "--verbose",
            "domain1");
    return Launch.of(command, "startup time ?: ")
        .in(
            Map.of(
                "AS_JAVA",
                at.javaHome().toString(),
                "JAVA_TOOL_OPTIONS",
                String.join(" ", Layout.BRIEF)))
        .keeping(bundles(at))
        .deployedBy(() -> deployAll(at, adminPort))
        .stoppedBy(process -> process.children().forEach(ProcessHandle::destroy));
  }

  /** Returns the cache of some hundred bundles, which takes most of the time of a first start. */
  private static KeptDirectory bundles(Layout at) {
    return new KeptDirectory(
        at.base().resolve("domains/domain1/osgi-cache"),
        at.base()
            .resolveSibling(
                at.home().getFileName() + "-on-" + at.javaHome().getFileName() + "-osgi-cache"));
  }

  private static void edit(XmlFile domain, Layout at, int adminPort) throws IOException {
    listen(domain, "http-listener-1", at.port());
    listen(domain, "http-listener-2", at.httpsPort());
    listen(domain, "admin-listener", adminPort);
    for (Element iiop : domain.all("iiop-listener")) {
      XmlFile.with(iiop, "enabled", "false", "address", "127.0.0.1");
    }
    for (Element jmx : domain.all("jmx-connector")) {
      XmlFile.with(jmx, "enabled", "false", "address", "127.0.0.1");
    }
    Element admin = domain.all("admin-service").get(0);
    admin
        .getParentNode()
        .insertBefore(
            domain.element("jms-service", "type", "DISABLED", "default-jms-host", "none"), admin);
    for (Element hazelcast : domain.all("hazelcast-config-specific-configuration")) {
      XmlFile.with(hazelcast, "enabled", "false", "clustering-enabled", "false");
    }
    for (Element hazelcast : domain.all("hazelcast-runtime-configuration")) {
      hazelcast.setAttribute("interface", "127.0.0.1");
    }
    editJava(domain, at);
    for (User user : at.users()) {
      Files.writeString(domain.file().resolveSibling("keyfile"), user.glassfishKey());
      domain
          .all("security-service")
          .get(0)
          .setAttribute("activate-default-principal-to-role-mapping", "true");
    }
    set(domain.the("protocol", "name", "http-listener-1"), at.settings());
    Element tls = domain.the("protocol", "name", "http-listener-2");
    XmlFile.with((Element) tls.getElementsByTagName("ssl").item(0), "cert-nickname", "server");
    domain.write();
  }

  private static void listen(XmlFile domain, String name, int port) throws IOException {
    XmlFile.with(
        domain.the("network-listener", "name", name),
        "address",
        "127.0.0.1",
        "port",
        Integer.toString(port));
  }

  /** Does what {@code asadmin set ...http-listener-1.NAME=VALUE} does, for names such as http.x. */
  private static void set(Element protocol, Map<String, String> settings) {
    settings.forEach(
        (name, value) -> {
          String[] words = name.split("\\.", 2);
          Element child = (Element) protocol.getElementsByTagName(words[0]).item(0);
          child.setAttribute(words[1], value);
        });
  }

  private static void editJava(XmlFile domain, Layout at) {
    for (Element option : domain.all("jvm-options")) {
      String text = option.getTextContent();
      if (text.startsWith("-Dorg.glassfish.additionalOSGiBundlesToStart=")) {
        // Otherwise a remote shell listens at port 6666.
        option.setTextContent("-Dorg.glassfish.additionalOSGiBundlesToStart=");
      } else if (text.startsWith("-Djavax.net.ssl.keyStore=")) {
        // The password of the domain's own is the same, "changeit".
        option.setTextContent("-Djavax.net.ssl.keyStore=" + at.certificate().keystore());
      }
    }
  }

  /** Sends what {@code asadmin deploy} sends. */
  private static void deployAll(Layout at, int adminPort) throws IOException {
    for (String contextPath : at.wars().keySet()) {
      String query =
          "DEFAULT=%s&contextroot=%s&name=%s&force=true"
              .formatted(
                  encoded(at.copied("webapps", contextPath).toString()),
                  encoded(Layout.contextRoot(contextPath)),
                  encoded(Layout.appName(contextPath)));
      URI command = URI.create("http://127.0.0.1:" + adminPort + "/__asadmin/deploy?" + query);
      HttpURLConnection call = (HttpURLConnection) command.toURL().openConnection();
      call.setRequestMethod("POST");
      call.setRequestProperty("X-Requested-By", "compat");
      call.setRequestProperty("User-Agent", "hk2-agent");
      int status = call.getResponseCode();
      if (status != 200) {
        throw new IOException("GlassFish's admin listener says " + status + " to " + command);
      }
      call.disconnect();
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
