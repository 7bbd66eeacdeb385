package org.gatewaybridge.servers;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jboss.metadata.web.spec.ServletMetaData;
import org.jboss.metadata.web.spec.WebMetaData;

/** Finds what a WAR needs and the Undertow of this module does not support. */
record UndertowLimits(UnpackedWar war, WebMetaData web) {

  /**
   * Refuses security constraints, logins, JSPs and what only annotations declare, since an app must
   * not run without what guards it.
   */
  void check() throws IOException {
    refuse(!UndertowDeployment.all(web.getSecurityConstraints()).isEmpty(), "security-constraint");
    refuse(web.getLoginConfig() != null, "login-config");
    for (ServletMetaData servlet : UndertowDeployment.all(web.getServlets())) {
      refuse(servlet.getRunAs() != null, "run-as");
      refuse(servlet.getJspFile() != null, "jsp-file");
    }
    if (!web.isMetadataComplete()) {
      AnnotatedComponents.refuse(war, declaredClasses());
    }
  }

  private Set<String> declaredClasses() {
    Set<String> declared = new HashSet<>();
    UndertowDeployment.all(web.getFilters())
        .forEach(filter -> declared.add(filter.getFilterClass()));
    UndertowDeployment.all(web.getListeners())
        .forEach(listener -> declared.add(listener.getListenerClass()));
    UndertowDeployment.all(web.getServlets())
        .forEach(servlet -> declared.add(servlet.getServletClass()));
    return declared;
  }

  private static void refuse(boolean present, String element) throws IOException {
    if (present) {
      throw new IOException(
          "<" + element + "> in web.xml is not supported by Undertow here; use Tomcat or Jetty");
    }
  }
}
