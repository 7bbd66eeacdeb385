package org.gatewaybridge.servers;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ServletSessionConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.stream.Collectors;
import org.jboss.metadata.web.spec.CookieConfigMetaData;
import org.jboss.metadata.web.spec.SessionConfigMetaData;
import org.jspecify.annotations.Nullable;

/** Translates the session-config of a web.xml. */
final class UndertowSessions {
  private UndertowSessions() {}

  /** Sets the time-out, the tracking modes and the cookie; null stands for no session-config. */
  static void configure(DeploymentInfo info, @Nullable SessionConfigMetaData from) {
    info.setDefaultSessionTimeout(
        from != null && from.getSessionTimeoutSet() ? from.getSessionTimeout() * 60 : 30 * 60);
    if (from == null) {
      return;
    }
    ServletSessionConfig session = new ServletSessionConfig();
    if (from.getCookieConfig() != null) {
      setCookie(session, from.getCookieConfig());
    }
    if (!UndertowDeployment.all(from.getSessionTrackingModes()).isEmpty()) {
      session.setSessionTrackingModes(
          from.getSessionTrackingModes().stream()
              .map(mode -> SessionTrackingMode.valueOf(mode.name()))
              .collect(Collectors.toSet()));
    }
    info.setServletSessionConfig(session);
  }

  private static void setCookie(ServletSessionConfig session, CookieConfigMetaData cookie) {
    if (cookie.getName() != null) {
      session.setName(cookie.getName());
    }
    session
        .setDomain(cookie.getDomain())
        .setPath(cookie.getPath())
        .setHttpOnly(cookie.getHttpOnly())
        .setSecure(cookie.getSecure());
    if (cookie.getMaxAgeSet()) {
      session.setMaxAge(cookie.getMaxAge());
    }
    UndertowDeployment.all(cookie.getAttributes())
        .forEach(
            attribute ->
                session.setAttribute(attribute.getAttributeName(), attribute.getAttributeValue()));
  }
}
