package org.gatewaybridge.python.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonRequestTest {
  @Test
  void logLineIsOneLine() throws Exception {
    PythonRequest request =
        PythonRequest.read(
            Map.of(
                "REQUEST_METHOD", "GET",
                "REQUEST_URI", "/a\nERROR",
                "gateway.request_id", "1\r\nERROR \u2028"),
            null);

    assertThat(request).hasToString("GET /a\\nERROR [1\\r\\nERROR \\u2028]");
  }
}
