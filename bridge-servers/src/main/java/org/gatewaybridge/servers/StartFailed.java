package org.gatewaybridge.servers;

import java.net.BindException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Thrown when a server cannot start; the message is one sentence, and nothing is left running. */
public final class StartFailed extends Exception {
  private static final long serialVersionUID = 1;

  StartFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Returns the failure of a server, with a sentence of its own for a port in use. */
  static StartFailed of(String server, Listen listen, Throwable cause) {
    if (cause instanceof StartFailed told) {
      return told;
    }
    if (root(cause, BindException.class) instanceof BindException bind) {
      return new StartFailed(portIsBusy(listen, bind), cause);
    }
    return new StartFailed(server + " did not start: " + sentence(cause), cause);
  }

  static StartFailed ofApp(WebApp app, @Nullable Throwable cause) {
    String why = cause == null ? "see the log above for the reason" : sentence(cause);
    return new StartFailed(
        "WAR " + app.war() + " did not deploy at " + app.contextPath() + ": " + why, cause);
  }

  private static String portIsBusy(Listen listen, BindException bind) {
    String ports =
        listen.tls() == null
            ? "Port " + listen.port()
            : "Port " + listen.port() + " or " + listen.tls().port();
    return "%s on %s cannot be opened (%s); stop whoever uses it or choose another, 0 takes a free one"
        .formatted(ports, listen.host(), bind.getMessage());
  }

  /** Returns the messages of all causes, from the outside in: the server, the bridge, the app. */
  private static String sentence(Throwable failure) {
    StringJoiner said = new StringJoiner(": ");
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = t.getMessage() == null ? t.getClass().getName() : t.getMessage().strip();
      if (!said.toString().contains(message)) {
        said.add(message);
      }
    }
    return said.toString();
  }

  private static @Nullable Throwable root(Throwable failure, Class<? extends Throwable> wanted) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (wanted.isInstance(t)) {
        return t;
      }
    }
    return null;
  }
}
