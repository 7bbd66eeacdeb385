package org.gatewaybridge.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class NeededTest {
  @Test
  void missingThingSkipsTheTestAndIsNamed() {
    assertThatThrownBy(() -> Needed.on(Map.of("CI", "false")).missing("a disk"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("missing: a disk");
    assertThat(Needed.on(Map.of()).reduced("a disk")).isEqualTo("missing: a disk");
  }

  @Test
  void missingThingFailsTheTestOnABuildServer() {
    Needed needed = Needed.on(Map.of("CI", "true"));

    assertThatThrownBy(() -> needed.missing("a disk"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Missing on this build server: a disk");
    assertThatThrownBy(() -> needed.reduced("a disk")).isInstanceOf(AssertionError.class);
  }
}
