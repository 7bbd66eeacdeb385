package org.gatewaybridge.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gatewaybridge.maven.PluginDescriptor.Parameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the descriptor that the build made of the goals' annotations. */
final class ParametersTest {
  private static final Set<String> MAPS_AND_LISTS = Set.of("java.util.Map", "java.util.List");
  // Without a property of their own: one is Maven's, one is an object.
  private static final Set<String> OTHERS = Set.of("outputTimestamp", "archive");

  private static List<Parameter> parameters = List.of();

  @BeforeAll
  static void readDescriptor() throws Exception {
    parameters = PluginDescriptor.parameters();
  }

  @Test
  void thereAreParameters() {
    assertThat(parameters).hasSizeGreaterThan(60);
  }

  @Test
  void eachScalarHasAPropertyOfItsNameBelowGateway() {
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      if (!MAPS_AND_LISTS.contains(parameter.type()) && !OTHERS.contains(name)) {
        assertThat(parameter.property())
            .as(name)
            .isIn("gateway." + name, "gateway." + goalOf(name) + ".skip");
      }
    }
  }

  @Test
  void eachParameterSaysWhatItIs() {
    assertThat(parameters)
        .allSatisfy(
            parameter -> assertThat(parameter.description()).as(parameter.name()).endsWith("."));
  }

  @Test
  void eachParameterIsSetByAnIntegrationTest() throws IOException {
    String its = integrationTests();
    Set<String> unset = new TreeSet<>();
    for (Parameter parameter : parameters) {
      if (!isSet(its, parameter.name(), parameter.property())) {
        unset.add(parameter.name());
      }
    }
    assertThat(unset).isEmpty();
  }

  @Test
  void aParameterThatNoIntegrationTestSetsIsNoticed() throws IOException {
    assertThat(isSet(integrationTests(), "neverHeardOf", "gateway.neverHeardOf")).isFalse();
  }

  private static boolean isSet(String its, String name, String property) {
    return its.contains("<" + name + ">")
        || (!property.isEmpty() && its.contains(property + "="))
        || (name.equals("outputTimestamp") && its.contains("<project.build.outputTimestamp>"));
  }

  private static String integrationTests() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(PluginDescriptor.BASE.resolve("src/it"))) {
      for (Path file :
          files
              .filter(file -> file.toString().matches(".*(pom\\.xml|\\.properties|\\.groovy)"))
              .toList()) {
        all.append(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  /** Returns the goal of a skip parameter such as skipWar. */
  private static String goalOf(String name) {
    return name.replaceFirst("^skip", "").toLowerCase(java.util.Locale.ROOT);
  }
}
