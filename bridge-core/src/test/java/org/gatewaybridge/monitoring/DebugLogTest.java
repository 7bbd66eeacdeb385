package org.gatewaybridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.operation.Answered;
import org.junit.jupiter.api.Test;

class DebugLogTest {
  @Test
  void lineTellsWhatTheAppSawAndWhatBecameOfIt() {
    List<String> lines = new ArrayList<>();
    Map<String, Object> environ =
        Map.of(
            "REQUEST_METHOD", "GET",
            "REQUEST_URI", "/shop/a%0A",
            "gateway.request_id", "3f2-1",
            "REMOTE_ADDR", "127.0.0.1",
            "SCRIPT_NAME", "/shop",
            "PATH_INFO", "/a\n");

    new DebugLog(lines::add).answered(new Answered(environ, 200, 12, 1_234_567, 567_000));

    assertThat(lines)
        .containsExactly(
            "GET /shop/a%0A [3f2-1] from 127.0.0.1, SCRIPT_NAME \"/shop\", PATH_INFO \"/a\\n"
                + "\": 200, 12 bytes, 1234 us, 567 to the head, by "
                + Thread.currentThread().getName());
  }
}
