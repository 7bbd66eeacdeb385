package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifests of docs/scale.md: as Kubernetes would take them, and fitting one another. */
final class KubernetesIT {
  private static final String CONTAINER = "spec.template.spec.containers.0.";

  private final String yaml = Snippet.block("scale.md", "Kubernetes", "yaml", 0).text();
  private final Map<String, Manifest> byKind =
      Manifest.all(yaml).stream().collect(Collectors.toMap(Manifest::kind, one -> one));

  @Test
  void kubernetesTakesThem() {
    assertThat(byKind).containsOnlyKeys("Deployment", "Service", "PodDisruptionBudget", "Ingress");
    assertThat(byKind.values()).allSatisfy(manifest -> assertThat(manifest.faults()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "readinessProbe:, readynessProbe:",
    "terminationGracePeriodSeconds:, terminationGraceSeconds:",
    "httpGet:, httpget:",
    "apiVersion: apps/v1, apiVersion: v1",
    "value: \"30\", value: 30",
    "replicas: 2, replicas: two",
    "'  selector:\n    matchLabels:\n      app: shop\n  strategy', '  strategy'",
  })
  void misspeltOneIsRefused(String right, String wrong) {
    assertThat(yaml).contains(right);

    List<Manifest> changed = Manifest.all(yaml.replace(right, wrong));

    assertThat(changed).anySatisfy(manifest -> assertThat(manifest.faults()).isNotEmpty());
  }

  @Test
  void probesAskWhatTheGatewayAnswers() {
    Manifest deployment = deployment();
    String health = "/shop" + setting("GATEWAY_HEALTH");

    assertThat(deployment.text(CONTAINER + "readinessProbe.httpGet.path")).contains(health);
    assertThat(deployment.text(CONTAINER + "livenessProbe.httpGet.path"))
        .contains(health + "/live");
    assertThat(deployment.text(CONTAINER + "startupProbe.httpGet.path")).contains(health);
  }

  @Test
  void podIsGivenTheTimeThatItsGatewayTakes() {
    int graceful = Integer.parseInt(setting("GATEWAY_GRACEFUL_TIMEOUT"));
    int preStop = deployment().number(CONTAINER + "lifecycle.preStop.sleep.seconds");

    assertThat(deployment().number("spec.template.spec.terminationGracePeriodSeconds"))
        .isGreaterThan(preStop + graceful);
  }

  @Test
  void serviceAndIngressLeadToThePods() {
    assertThat(of("Service").text("spec.selector.app"))
        .isEqualTo(deployment().text("spec.template.metadata.labels.app"));
    assertThat(of("Service").text("spec.ports.0.targetPort"))
        .isEqualTo(deployment().text(CONTAINER + "ports.0.name"));
    assertThat(of("Ingress").text("spec.rules.0.http.paths.0.backend.service.name"))
        .isEqualTo(of("Service").text("metadata.name"));
  }

  private Manifest deployment() {
    return of("Deployment");
  }

  private Manifest of(String kind) {
    return Objects.requireNonNull(byKind.get(kind), kind);
  }

  private String setting(String name) {
    return IntStream.range(0, 2)
        .filter(i -> deployment().text(CONTAINER + "env." + i + ".name").orElse("").equals(name))
        .mapToObj(i -> deployment().text(CONTAINER + "env." + i + ".value").orElseThrow())
        .findFirst()
        .orElseThrow();
  }
}
