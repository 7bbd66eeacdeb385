package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveProcessTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WARNING ... The web application [again] appears to have started a thread named [Timer-0]"
            + " but has failed to stop it. This is very likely to create a memory leak.",
        "SEVERE ... The web application [again] created a ThreadLocal with key of type [x]"
      })
  void leakIsFound(String line) {
    assertThat(LiveProcess.leaks("INFO one\n" + line + "\nINFO two")).containsExactly(line);
  }

  @Test
  void containersOwnRequestThreadIsNoLeak() {
    assertThat(
            LiveProcess.leaks(
                "The web application [again] appears to have started a thread named"
                    + " [http-nio-127.0.0.1-8080-exec-3] but has failed to stop it. This is very"
                    + " likely to create a memory leak."))
        .isEmpty();
  }
}
