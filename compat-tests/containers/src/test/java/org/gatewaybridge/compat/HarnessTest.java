package org.gatewaybridge.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.gatewaybridge.compat.smoke.HelloServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no container to be told. */
final class HarnessTest {

  @ParameterizedTest
  @CsvSource({"/*, /", "/w/*, /w/", "*.do, /probe.do", "/, /"})
  void probeGoesWhereTheServletIsMapped(String urlPattern, String path) throws Exception {
    assertThat(ProbePath.of(SmokeWars.war(HelloServlet.class, urlPattern))).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({"'', ROOT.war", "/ctx, ctx.war"})
  void contextPathIsAFileName(String contextPath, String fileName) {
    assertThat(Layout.fileName(contextPath)).isEqualTo(fileName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "ctx", "/a/b"})
  void contextPathThatIsNoFileNameIsRefused(String contextPath) {
    assertThatThrownBy(() -> Layout.fileName(contextPath))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one segment such as /ctx");
  }

  @Test
  void missingDistributionIsToldWithItsCommand() {
    ContainerSettings settings = new ContainerSettings();
    settings.setHome("apache-tomcat-0.0");
    assertThatThrownBy(settings::home)
        .hasMessageContaining(
            "apache-tomcat-0.0 does not exist; run mvn package in compat-tests/distributions");
  }

  @Test
  void unknownKindIsToldWithThoseThereAre() {
    assertThatThrownBy(() -> Recipe.of("tomkat"))
        .hasMessageContaining("Unknown kind \"tomkat\"")
        .hasMessageContaining("undertow");
  }

  @Test
  void takenPortIsNotGiven() throws Exception {
    int start = 4711;
    int taken = new Ports(start).take();
    try (ServerSocket other = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      assertThat(new Ports(start).take())
          .isNotEqualTo(other.getLocalPort())
          .isBetween(20_000, 32_000);
    }
  }

  @Test
  void missingWarIsNamed() {
    assertThatThrownBy(() -> Site.of(Path.of("no.war"), Path.of("no.war")))
        .hasMessageContaining("no.war");
  }
}
