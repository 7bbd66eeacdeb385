package org.gatewaybridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.GatewayStatus;
import org.junit.jupiter.api.Test;

class JmxMetersTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  private record Status(String contextPath) implements GatewayStatus {
    @Override
    public int callsUnderWay() {
      return 3;
    }

    @Override
    public int threadsLeftBehind() {
      return 1;
    }

    @Override
    public String health() {
      return "ready";
    }

    @Override
    public Map<String, Long> appFigures() {
      return Map.of("python.buffered.disk", 4096L);
    }

    @Override
    public Map<String, String> appFacts() {
      return Map.of("python.interpreter", "3.11.3 /bin/python3");
    }
  }

  private static Answered answered(int status) {
    return new Answered(Map.of(), status, 10, 2_000_000, 1_000_000);
  }

  @Test
  void figuresAreAnMBeanUntilTheDeploymentsEnd() throws Exception {
    ObjectName name = new ObjectName("org.gatewaybridge:type=Gateway,context=\"/figures\"");
    JmxMeters meters = new JmxMeters();

    meters.begins(new Status("/figures"));
    meters.answered(answered(200));
    meters.answered(answered(304));
    meters.answered(answered(404));
    meters.answered(answered(500));
    meters.answered(answered(0));

    assertThat(server.getAttribute(name, "Requests")).isEqualTo(5L);
    assertThat(server.getAttribute(name, "Successes")).isEqualTo(2L);
    assertThat(server.getAttribute(name, "ClientErrors")).isEqualTo(1L);
    assertThat(server.getAttribute(name, "ServerErrors")).isEqualTo(2L);
    assertThat(server.getAttribute(name, "Bytes")).isEqualTo(50L);
    assertThat(server.getAttribute(name, "TotalMillis")).isEqualTo(10.0);
    assertThat(server.getAttribute(name, "MaxMillis")).isEqualTo(2.0);
    assertThat(server.getAttribute(name, "CallsUnderWay")).isEqualTo(3);
    assertThat(server.getAttribute(name, "ThreadsLeftBehind")).isEqualTo(1);
    assertThat(server.getAttribute(name, "Health")).isEqualTo("ready");
    TabularData ofApp = (TabularData) server.getAttribute(name, "AppFigures");
    assertThat(ofApp.get(new Object[] {"python.buffered.disk"}).get("value")).isEqualTo(4096L);
    TabularData told = (TabularData) server.getAttribute(name, "AppFacts");
    assertThat(told.get(new Object[] {"python.interpreter"}).get("value"))
        .isEqualTo("3.11.3 /bin/python3");

    meters.ends();
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void anotherDeploymentAtTheSamePathHasANameOfItsOwn() throws Exception {
    JmxMeters one = new JmxMeters();
    JmxMeters other = new JmxMeters();
    one.begins(new Status("/same"));
    other.begins(new Status("/same"));

    ObjectName both = new ObjectName("org.gatewaybridge:context=\"/same\",*");
    assertThat(server.queryNames(both, null)).hasSize(2);
    one.ends();
    other.ends();
    assertThat(server.queryNames(both, null)).isEmpty();
  }
}
