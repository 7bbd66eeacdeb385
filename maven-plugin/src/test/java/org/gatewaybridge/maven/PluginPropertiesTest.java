package org.gatewaybridge.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.Test;

final class PluginPropertiesTest {
  @Test
  void commandLineComesBeforeMavenOpts() {
    Properties ofJvm = properties(Map.of("gateway.timeout", "5", "gateway.threads", "2"));
    Properties ofCommandLine = properties(Map.of("gateway.timeout", "7"));

    assertThat(PluginProperties.given(session(ofJvm, ofCommandLine)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("gateway.timeout", "7", "gateway.threads", "2"));
  }

  private static Properties properties(Map<String, String> all) {
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  @SuppressWarnings("deprecation") // the other constructor is of the container's own
  private static MavenSession session(Properties system, Properties user) {
    return new MavenSession(
        null,
        (RepositorySystemSession) null,
        new DefaultMavenExecutionRequest().setSystemProperties(system).setUserProperties(user),
        new DefaultMavenExecutionResult());
  }
}
