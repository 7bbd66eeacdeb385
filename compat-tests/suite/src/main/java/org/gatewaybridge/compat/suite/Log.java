package org.gatewaybridge.compat.suite;

import java.util.List;
import java.util.UUID;
import org.gatewaybridge.containers.ServerProcess;

/** The container's log, as far as it is sure to have been written. */
public final class Log {
  private final Caller caller;

  private Log(Caller caller) {
    this.caller = caller;
  }

  public static Log of(Caller caller) {
    return new Log(caller);
  }

  /** The lines that name something, of all that was logged before this call. */
  public List<String> lines(String named) {
    String fence = "fence-" + UUID.randomUUID();
    caller.ask(caller.app("errors").with("X-Marker", fence));
    ServerProcess server = caller.mounted().server();
    return server.awaitLog(fence + " after close").lines().filter(l -> l.contains(named)).toList();
  }
}
