package org.gatewaybridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.CallListener;
import org.gatewaybridge.operation.GatewayStatus;
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
          throw new NoSuchMethodError("deaf"); // as one made for another version of its library
        };

    listeners(failing, answered -> heard.add(answered.status()))
        .answered(new Answered(Map.of(), 200, 0, 0, 0));

    assertThat(heard).containsExactly(200);
  }

  @Test
  void oneThatFailsToBeginKeepsNoDeploymentFromBeginning() {
    CallListener failing =
        new CallListener() {
          @Override
          public void begins(GatewayStatus status) {
            throw new NoClassDefFoundError("not ready");
          }

          @Override
          public void answered(Answered answered) {}
        };
    CallListener other =
        new CallListener() {
          @Override
          public void begins(GatewayStatus status) {
            heard.add(0);
          }

          @Override
          public void answered(Answered answered) {}
        };

    listeners(failing, other).begins(new Idle());

    assertThat(heard).containsExactly(0);
  }

  private static final class Idle implements GatewayStatus {
    @Override
    public String contextPath() {
      return "";
    }

    @Override
    public int callsUnderWay() {
      return 0;
    }

    @Override
    public int threadsLeftBehind() {
      return 0;
    }

    @Override
    public String health() {
      return "ready";
    }
  }

  @Test
  void withoutAnyNobodyHears() {
    assertThat(listeners().isEmpty()).isTrue();
    assertThat(listeners(answered -> {}).isEmpty()).isFalse();
  }
}
