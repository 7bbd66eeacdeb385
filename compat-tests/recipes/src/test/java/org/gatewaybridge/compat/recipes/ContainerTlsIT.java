package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Ports;
import org.gatewaybridge.containers.TestCertificate;
import org.junit.jupiter.api.Test;

/** The containers' own TLS, as docs/deploy.md has it. */
final class ContainerTlsIT {
  private static final String SECTION = "TLS in the container";
  private static final Path APP = Path.of(System.getProperty("compat.app"));
  private static final String JAVA_HOME = System.getProperty("compat.java.home");

  private final Ports ports = new Ports();
  private final int port = ports.take();

  @Test
  void tomcatSpeaksTls() throws Exception {
    Path home = home("tomcat11");
    Path base = Program.folder("tomcat-tls");
    Snippet connector = in(base, Snippet.block("deploy.md", SECTION, "xml", 0));
    Shell.run(base, Map.of(), "cp -r " + home.resolve("conf") + " . && mkdir logs temp webapps");
    Snippet.file(home.resolve("conf/server.xml"))
        .with("port=\"8005\"", "port=\"-1\"")
        .with("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + ports.take() + "\"")
        .with(
            "</Service>",
            connector.with("port=", "address=\"127.0.0.1\" port=").text() + "</Service>")
        .to(base.resolve("conf/server.xml"));
    Files.copy(APP, base.resolve("webapps/ROOT.war"));
    Map<String, String> environment =
        Map.of("CATALINA_BASE", base.toString(), "JAVA_HOME", JAVA_HOME);

    speaksTls(base, environment, List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"));
  }

  @Test
  void jettySpeaksTls() throws Exception {
    Program.OPENSSL.find();
    String start = home("jetty12.1").resolve("start.jar").toString();
    Path base = Program.folder("jetty-tls");
    in(base, Snippet.block("deploy.md", SECTION, "ini", 0))
        .with("jetty.ssl.port", "jetty.ssl.host=127.0.0.1\njetty.ssl.port")
        .to(base.resolve("start.d/shop.ini"));
    Files.writeString(base.resolve("start.d/wars.ini"), "--module=ee11-deploy\n");
    Files.createDirectory(base.resolve("etc"));
    Shell.run(base, Map.of(), certified(base, Snippet.block("deploy.md", SECTION, "sh", 0)).text());
    Files.copy(APP, Files.createDirectory(base.resolve("webapps")).resolve("ROOT.war"));

    speaksTls(base, Map.of(), List.of(JAVA_HOME + "/bin/java", "-jar", start));
  }

  private static Path home(String container) {
    return Path.of(System.getProperty("compat.homes"), Container.of(container).home())
        .toAbsolutePath();
  }

  private Snippet in(Path base, Snippet recipe) throws IOException {
    Snippet here = recipe.with("8443", port);
    return here.text().contains("/etc/ssl") ? certified(base, here) : here;
  }

  private static Snippet certified(Path base, Snippet recipe) throws IOException {
    TestCertificate certificate = TestCertificate.in(base);
    Files.writeString(base.resolve("shop.pem"), certificate.certificatePem());
    Files.writeString(base.resolve("shop.key"), certificate.keyPem());
    return recipe.with("/etc/ssl/certs", base).with("/etc/ssl/private", base);
  }

  private void speaksTls(Path base, Map<String, String> environment, List<String> command)
      throws Exception {
    try (ForegroundProcess server =
        ForegroundProcess.start(base, environment, command).listensAt(port)) {
      HttpClient client =
          HttpClient.newBuilder().sslContext(TestCertificate.in(base).trust()).build();

      HttpResponse<String> echo =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/x")).build(),
              BodyHandlers.ofString());

      assertThat(echo.version()).as(server.log()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(echo.body())
          .contains("wsgi.url_scheme\tString\thttps\n")
          .contains("HTTPS\tString\ton\n")
          .contains("SERVER_PORT\tString\t" + port + "\n");
    }
  }
}
