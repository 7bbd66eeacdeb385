package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ban of compat-tests/suite, taken from its POM, refuses what it names and nothing else. */
final class SuiteSeesNoServerIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project"));
  private static final String BAN =
      "(?s)(<executions>\\s+<execution>\\s+<id>suite-sees-no-server.*?</executions>)";

  private Stranger stranger;

  @BeforeEach
  void emptyFolder(@TempDir Path outside) throws Exception {
    stranger = Stranger.in(outside.toRealPath());
  }

  @ParameterizedTest
  @CsvSource({
    "org.gatewaybridge, bridge-core, <version>",
    "jakarta.servlet, jakarta.servlet-api, <servlet-api.version>",
    "org.apache.tomcat.embed, tomcat-embed-core, <tomcat11.version>",
    "org.eclipse.jetty, jetty-util, <jetty.version>",
    "io.undertow, undertow-core, <undertow.version>"
  })
  void bannedDependencyFailsTheBuild(String group, String artifact, String version)
      throws Exception {
    String built = build(group, artifact, version);

    assertThat(built).contains("The suite sees only the wire").contains(group + ":" + artifact);
    assertThat(built).endsWith("red");
  }

  @Test
  void otherDependencyIsAllowed() throws Exception {
    assertThat(build("org.jspecify", "jspecify", "<jspecify.version>")).endsWith("green");
  }

  /** Runs the ban in a project with one dependency, of the version that the parent POM has. */
  private String build(String group, String artifact, String version) throws Exception {
    String parent = Files.readString(PROJECT.resolve("pom.xml"));
    String suite = Files.readString(PROJECT.resolve("compat-tests/suite/pom.xml"));
    Files.writeString(
        stranger.folder().resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.acme</groupId>
          <artifactId>suite</artifactId>
          <version>1.0</version>
          <dependencies>
            <dependency>
              <groupId>%s</groupId>
              <artifactId>%s</artifactId>
              <version>%s</version>
            </dependency>
          </dependencies>
          <build>
            <plugins>
              <plugin>
                <artifactId>maven-enforcer-plugin</artifactId>
                <version>%s</version>
                %s
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .formatted(
                group,
                artifact,
                found(version + "(.*?)<", parent),
                found("maven-enforcer-plugin</artifactId>\\s+<version>(.*?)<", parent),
                found(BAN, suite)));
    return stranger.run(
        "mvn -q -ntp enforcer:enforce@suite-sees-no-server && echo green || echo red", Map.of());
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
