package org.gatewaybridge.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.archive.WarLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TomcatContextTest {
  private final WarLayout layout = new WarLayout();
  private final List<String> warnings = new ArrayList<>();

  private @TempDir Path work = Path.of("");

  private Optional<WarEntry> made() throws IOException {
    return TomcatContext.of(layout, work, warnings::add);
  }

  private void addGraalPy() {
    layout.add(new WarEntry("WEB-INF/lib/python-language-25.2.4.jar", Path.of("graalpy.jar")));
  }

  private void addOwn(String resources) throws IOException {
    Path own = Files.writeString(work.resolve("own.xml"), "<Context>" + resources + "</Context>");
    layout.add(new WarEntry(TomcatContext.NAME, own));
  }

  @Test
  void warWithGraalPyHasNoCacheOfResources() throws IOException {
    addGraalPy();

    WarEntry made = made().orElseThrow();
    assertThat(made.name()).isEqualTo("META-INF/context.xml");
    assertThat(made.file()).content().contains("<Resources cachingAllowed=\"false\"/>");
  }

  @Test
  void otherWarsAreLeftAlone() throws IOException {
    assertThat(made()).isEmpty();
  }

  @Test
  void fileOfTheProjectStaysAndIsWarnedOfIfTheCacheIsTooSmall() throws IOException {
    addGraalPy();
    addOwn("");

    assertThat(made()).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("<Resources cachingAllowed=\"false\"/> in META-INF/context.xml");
  }

  @Test
  void fileOfTheProjectThatSetsTheCacheIsLeftAlone() throws IOException {
    addGraalPy();
    addOwn("<Resources cacheMaxSize='262144'/>");

    assertThat(made()).isEmpty();
    assertThat(warnings).isEmpty();
  }
}
