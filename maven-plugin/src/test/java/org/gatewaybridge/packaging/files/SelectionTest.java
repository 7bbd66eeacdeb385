package org.gatewaybridge.packaging.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SelectionTest {

  @Test
  void withoutPatternsAllAreTaken() {
    assertThat(Selection.ALL.takes("a/b")).isTrue();
  }

  @Test
  void patternsAreAnts() {
    Selection selection =
        new Selection(List.of("WEB-INF/lib/*.jar", "**/*.txt", "docs/"), List.of("**/x*"));

    assertThat(selection.takes("WEB-INF/lib/a.jar")).isTrue();
    assertThat(selection.takes("WEB-INF/lib/a/b.jar")).isFalse();
    assertThat(selection.takes("a.txt")).isTrue();
    assertThat(selection.takes("a/b/c.txt")).isTrue();
    assertThat(selection.takes("docs/a/b")).isTrue();
    assertThat(selection.takes("docs/a/x")).isFalse();
    assertThat(selection.takes("a.TXT")).isFalse();
  }
}
