package org.gatewaybridge.monitoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.CallListener;
import org.gatewaybridge.operation.GatewayStatus;
import org.gatewaybridge.operation.SocketClosed;

/** All listeners of a deployment. If one fails, the others are called all the same. */
public final class Listeners implements CallListener {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private final List<CallListener> all = new ArrayList<>();

  Listeners(ClassLoader loader, List<? extends CallListener> own) {
    all.addAll(own);
    ServiceLoader.load(CallListener.class, loader).forEach(all::add);
  }

  /**
   * Finds those that jars of a WAR provide, and adds those of the gateway itself.
   *
   * @param accessLog whether there is an access log
   * @param json whether its lines are JSON
   * @throws java.util.ServiceConfigurationError if one of the jars' cannot be made
   */
  public static Listeners of(ClassLoader loader, boolean accessLog, boolean json, boolean jmx) {
    List<CallListener> own = new ArrayList<>();
    if (accessLog) {
      own.add(AccessLog.of(json));
    }
    DebugLog debug = DebugLog.ifEnabled();
    if (debug != null) {
      own.add(debug);
    }
    if (jmx) {
      own.add(new JmxMeters());
    }
    return new Listeners(loader, own);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  @Override
  public void begins(GatewayStatus status) {
    for (CallListener listener : all) {
      try {
        listener.begins(status);
      } catch (Throwable e) {
        LOG.log(
            Level.WARNING, listener.getClass().getName() + " failed to begin", LoggedFailure.of(e));
      }
    }
  }

  @Override
  public void answered(Answered answered) {
    for (CallListener listener : all) {
      try {
        listener.answered(answered);
      } catch (Throwable e) {
        LOG.log(
            Level.WARNING,
            listener.getClass().getName() + " failed to hear of a request",
            LoggedFailure.of(e));
      }
    }
  }

  @Override
  public void socketClosed(SocketClosed closed) {
    for (CallListener listener : all) {
      try {
        listener.socketClosed(closed);
      } catch (Throwable e) {
        LOG.log(
            Level.WARNING,
            listener.getClass().getName() + " failed to hear of a WebSocket",
            LoggedFailure.of(e));
      }
    }
  }

  @Override
  public void ends() {
    for (CallListener listener : all) {
      try {
        listener.ends();
      } catch (Throwable e) {
        LOG.log(
            Level.WARNING, listener.getClass().getName() + " failed to end", LoggedFailure.of(e));
      }
    }
  }
}
