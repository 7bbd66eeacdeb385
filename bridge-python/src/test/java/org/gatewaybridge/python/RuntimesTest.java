package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.settings.Settings;
import org.junit.jupiter.api.Test;

class RuntimesTest {

  @Test
  void missingFolderOfTheSourcesIsNamed() {
    Map<String, String> parameters =
        Map.of("gateway.python.app", "a", "gateway.python.path", "/nowhere/app");
    PythonOptions options = PythonOptions.of(parameters, Settings.of(parameters));
    SlotQueue queue = new SlotQueue(1, Duration.ZERO);

    assertThatThrownBy(() -> Runtimes.start(options, queue, lost -> {}))
        .isInstanceOf(PythonStartFailed.class)
        .hasMessageContaining("gateway.python.path begins with \"/nowhere/app\"")
        .hasMessageNotContaining("gateway.python.executable");
  }
}
