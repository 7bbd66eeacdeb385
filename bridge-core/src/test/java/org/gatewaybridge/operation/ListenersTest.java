package org.gatewaybridge.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private final List<Integer> heard = new ArrayList<>();

  private Listeners listeners(CallListener... own) {
    return new Listeners(ListenersTest.class.getClassLoader(), List.of(own));
  }

  @Test
  void oneThatFailsKeepsNobodyFromHearing() {
    CallListener failing =
        answered -> {
          throw new IllegalStateException("deaf");
        };

    listeners(failing, answered -> heard.add(answered.status()))
        .answered(new Answered(Map.of(), 200, 0, 0, 0));

    assertThat(heard).containsExactly(200);
  }

  @Test
  void withoutAnyNobodyHears() {
    assertThat(listeners().isEmpty()).isTrue();
    assertThat(listeners(answered -> {}).isEmpty()).isFalse();
  }
}
