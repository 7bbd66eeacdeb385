package org.gatewaybridge.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContainerTest {
  @Test
  void everyContainerHasARecipeAndAVersion() {
    assertThat(Container.all())
        .isNotEmpty()
        .allSatisfy(
            container -> {
              assertThat(Recipe.of(container.recipe())).isNotNull();
              assertThat(container.version()).matches("\\d.*");
              assertThat(container.artifacts()).noneMatch(each -> each.contains("$"));
            });
  }

  @Test
  void unknownContainerIsToldWithThoseThereAre() {
    assertThatThrownBy(() -> Container.of("tomkat"))
        .hasMessageContaining("Unknown container \"tomkat\"")
        .hasMessageContaining("tomcat11");
  }

  @Test
  void jdkThatIsTooOldOrTooNewIsAnObstacle() {
    assertThat(Container.of("tomcat11").obstacle(17)).isEmpty();
    assertThat(Container.of("tomcat11").obstacle(25)).isEmpty();
    assertThat(Container.of("glassfish8").obstacle(17))
        .hasValue("needs JDK 21; this run is on JDK 17");
    assertThat(Container.of("tomee9").obstacle(25))
        .hasValue("runs on JDK 23 at most; this run is on JDK 25");
  }

  @ParameterizedTest
  @CsvSource({"/*, /", "/w/*, /w/", "*.do, /probe.do", "/, /"})
  void probeGoesWhereTheServletIsMapped(String urlPattern, String path, @TempDir Path folder)
      throws Exception {
    Path war = folder.resolve("any.war");
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      zip.write(
          ("<web-app><servlet-mapping><servlet-name>a</servlet-name><url-pattern>"
                  + urlPattern
                  + "</url-pattern></servlet-mapping></web-app>")
              .getBytes(UTF_8));
    }

    assertThat(ProbePath.of(war)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({"'', ROOT.war", "/ctx, ctx.war", "/a/b, a-b.war"})
  void contextPathIsAFileName(String contextPath, String fileName) {
    assertThat(Layout.fileName(contextPath)).isEqualTo(fileName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "ctx", "/a/", "/a//b", "/a#b"})
  void contextPathThatIsNoFileNameIsRefused(String contextPath) {
    assertThatThrownBy(() -> Layout.fileName(contextPath))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("segments such as /ctx");
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
}
