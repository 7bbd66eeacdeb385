package org.gatewaybridge.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbePathTest {
  private static final String MAPPING =
      "<web-app><servlet-mapping><url-pattern>%s</url-pattern></servlet-mapping></web-app>";

  private @TempDir Path folder = Path.of("");

  @Test
  void thePatternOfTheFirstServletIsAPath() throws IOException {
    assertThat(ProbePath.of(war(MAPPING.formatted("/w/*")))).isEqualTo("/w/");
    assertThat(ProbePath.of(war(MAPPING.formatted("*.do")))).isEqualTo("/probe.do");
    assertThat(ProbePath.of(war("<web-app/>"))).isEqualTo("/");
  }

  @Test
  void aDoctypeIsRefusedSoThatNothingElseIsRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "/secret/*");
    Path war =
        war(
            "<!DOCTYPE web-app [<!ENTITY x SYSTEM \""
                + secret.toUri()
                + "\">]>"
                + MAPPING.formatted("&x;"));

    assertThatThrownBy(() -> ProbePath.of(war))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("WEB-INF/web.xml in " + war + " cannot be read: ")
        .hasMessageContaining("DOCTYPE");
  }

  private Path war(String webXml) throws IOException {
    Path war = folder.resolve("a.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      zip.write(webXml.getBytes(StandardCharsets.UTF_8));
    }
    return war;
  }
}
