package org.gatewaybridge.monitoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.CallListener;
import org.gatewaybridge.operation.GatewayMXBean;
import org.gatewaybridge.operation.GatewayStatus;
import org.gatewaybridge.operation.SocketFigures;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's figures as the MBean {@code org.gatewaybridge:type=Gateway,context="/shop"} of the
 * platform's MBean server.
 */
final class JmxMeters implements CallListener, GatewayMXBean {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final double NANOS_A_MILLI = 1e6;

  private final LongAdder successes = new LongAdder();
  private final LongAdder clientErrors = new LongAdder();
  private final LongAdder serverErrors = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
  private volatile @Nullable GatewayStatus status;
  private @Nullable ObjectName name;

  /** Makes meters; {@link #begins} registers them. */
  public JmxMeters() {}

  @Override
  public void begins(GatewayStatus begun) {
    status = begun;
    String free = "org.gatewaybridge:type=Gateway,context=" + ObjectName.quote(begun.contextPath());
    try {
      ObjectName wanted = ObjectName.getInstance(free);
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      if (server.isRegistered(wanted)) { // another servlet of the WAR, or server of the process
        String instance = Integer.toHexString(System.identityHashCode(this));
        wanted = ObjectName.getInstance(free + ",instance=" + instance);
      }
      server.registerMBean(this, wanted);
      name = wanted;
    } catch (JMException e) {
      LOG.log(Level.WARNING, "gateway.jmx has no effect", e);
    }
  }

  @Override
  public void answered(Answered answered) {
    int code = answered.status();
    (code == 0 || code >= 500 ? serverErrors : code >= 400 ? clientErrors : successes).increment();
    bytes.add(answered.bytes());
    nanos.add(answered.nanos());
    longest.accumulate(answered.nanos());
  }

  @Override
  public void ends() {
    try {
      if (name != null) {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      }
    } catch (JMException e) {
      LOG.log(Level.WARNING, "An MBean stays behind", e);
    }
  }

  @Override
  public long getRequests() {
    return successes.sum() + clientErrors.sum() + serverErrors.sum();
  }

  @Override
  public long getSuccesses() {
    return successes.sum();
  }

  @Override
  public long getClientErrors() {
    return clientErrors.sum();
  }

  @Override
  public long getServerErrors() {
    return serverErrors.sum();
  }

  @Override
  public long getBytes() {
    return bytes.sum();
  }

  @Override
  public double getTotalMillis() {
    return nanos.sum() / NANOS_A_MILLI;
  }

  @Override
  public double getMaxMillis() {
    return longest.get() / NANOS_A_MILLI;
  }

  @Override
  public int getCallsUnderWay() {
    GatewayStatus known = status;
    return known == null ? 0 : known.callsUnderWay();
  }

  @Override
  public int getThreadsLeftBehind() {
    GatewayStatus known = status;
    return known == null ? 0 : known.threadsLeftBehind();
  }

  @Override
  public int getWebSocketsOpen() {
    GatewayStatus known = status;
    return known == null ? 0 : known.socketsOpen();
  }

  @Override
  public long getWebSocketsOpened() {
    GatewayStatus known = status;
    return known == null ? 0 : known.socketsOpened();
  }

  @Override
  public long getWebSocketMessagesReceived() {
    return sockets().messagesReceived();
  }

  @Override
  public long getWebSocketBytesReceived() {
    return sockets().bytesReceived();
  }

  @Override
  public long getWebSocketMessagesSent() {
    return sockets().messagesSent();
  }

  @Override
  public long getWebSocketBytesSent() {
    return sockets().bytesSent();
  }

  private SocketFigures sockets() {
    GatewayStatus known = status;
    return known == null ? SocketFigures.NONE : known.socketFigures();
  }

  @Override
  public String getHealth() {
    GatewayStatus known = status;
    return known == null ? "" : known.health();
  }

  @Override
  public Map<String, Long> getAppFigures() {
    GatewayStatus known = status;
    return known == null ? Map.of() : known.appFigures();
  }

  @Override
  public Map<String, String> getAppFacts() {
    GatewayStatus known = status;
    return known == null ? Map.of() : known.appFacts();
  }
}
