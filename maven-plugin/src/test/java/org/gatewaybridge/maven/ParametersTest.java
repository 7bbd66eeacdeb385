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
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the descriptor that the build made of the goals' annotations. */
final class ParametersTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ""));
  private static final Set<String> MAPS_AND_LISTS = Set.of("java.util.Map", "java.util.List");
  // Without a property of their own: one is Maven's, one is an object.
  private static final Set<String> OTHERS = Set.of("outputTimestamp", "archive");

  private static List<Element> parameters = List.of();

  @BeforeAll
  static void readDescriptor() throws Exception {
    NodeList elements =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(BASE.resolve("target/classes/META-INF/maven/plugin.xml").toFile())
            .getElementsByTagName("parameter");
    parameters =
        Stream.iterate(0, i -> i + 1)
            .limit(elements.getLength())
            .map(i -> (Element) elements.item(i))
            .filter(ParametersTest::isOurs)
            .toList();
  }

  @Test
  void thereAreParameters() {
    assertThat(parameters).hasSizeGreaterThan(60);
  }

  @Test
  void eachScalarHasAPropertyOfItsNameBelowGateway() {
    for (Element parameter : parameters) {
      String name = text(parameter, "name");
      if (!MAPS_AND_LISTS.contains(text(parameter, "type")) && !OTHERS.contains(name)) {
        assertThat(property(parameter))
            .as(name)
            .isIn("gateway." + name, "gateway." + goalOf(name) + ".skip");
      }
    }
  }

  @Test
  void eachParameterSaysWhatItIs() {
    assertThat(parameters)
        .allSatisfy(
            parameter ->
                assertThat(text(parameter, "description"))
                    .as(text(parameter, "name"))
                    .endsWith("."));
  }

  @Test
  void eachParameterIsSetByAnIntegrationTest() throws IOException {
    String its = integrationTests();
    Set<String> unset = new TreeSet<>();
    for (Element parameter : parameters) {
      if (!isSet(its, text(parameter, "name"), property(parameter))) {
        unset.add(text(parameter, "name"));
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
    try (Stream<Path> files = Files.walk(BASE.resolve("src/it"))) {
      for (Path file :
          files
              .filter(file -> file.toString().matches(".*(pom\\.xml|\\.properties|\\.groovy)"))
              .toList()) {
        all.append(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  private static boolean isOurs(Element parameter) {
    Element goal = (Element) parameter.getParentNode().getParentNode();
    return text(parameter, "editable").equals("true") && !text(goal, "goal").equals("help");
  }

  /** The goal of a skip parameter such as skipWar. */
  private static String goalOf(String name) {
    return name.replaceFirst("^skip", "").toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The user property, out of an expression such as {@code ${gateway.app}}; empty if there is none.
   */
  private static String property(Element parameter) {
    Element goal = (Element) parameter.getParentNode().getParentNode();
    NodeList configuration = goal.getElementsByTagName("configuration");
    NodeList values =
        configuration.getLength() == 0
            ? goal.getElementsByTagName("none")
            : ((Element) configuration.item(0)).getElementsByTagName(text(parameter, "name"));
    return values.getLength() == 0
        ? ""
        : values.item(0).getTextContent().replaceAll("^\\$\\{|}$", "");
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
