package org.gatewaybridge.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gatewaybridge.containers.Container;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What can be tested without a container. */
final class HarnessTest {

  @Test
  void arquillianKnowsEveryContainer() throws Exception {
    NodeList containers;
    try (InputStream xml = HarnessTest.class.getResourceAsStream("/arquillian.xml")) {
      containers =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Objects.requireNonNull(xml))
              .getElementsByTagName("container");
    }

    List<String> ids =
        IntStream.range(0, containers.getLength())
            .mapToObj(i -> ((Element) containers.item(i)).getAttribute("qualifier"))
            .toList();

    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(Container.all().stream().map(Container::id).toList());
  }

  @Test
  void missingDistributionIsToldWithItsCommand() {
    ContainerSettings settings = new ContainerSettings();
    settings.setId("tomcat11");
    System.setProperty("compat.homes", "no-such-folder");
    try {
      assertThatThrownBy(settings::home)
          .hasMessageContaining("does not exist; run mvn package in compat-tests/distributions");
    } finally {
      System.clearProperty("compat.homes");
    }
  }

  @Test
  void missingWarIsNamed() {
    assertThatThrownBy(() -> Site.of(Path.of("no.war"), Path.of("no.war")))
        .hasMessageContaining("no.war");
  }
}
