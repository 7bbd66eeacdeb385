package org.gatewaybridge.servers;

import jakarta.servlet.ServletException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.IntrospectionUtils;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat without JSP. Apps get what conf/web.xml has in the distribution: default servlet, MIME
 * types, session time-out.
 */
final class TomcatServer implements EmbeddedServer {
  private final Tomcat tomcat;
  private final TemporaryFolder temporary;

  private TomcatServer(Tomcat tomcat, TemporaryFolder temporary) {
    this.tomcat = tomcat;
    this.temporary = temporary;
  }

  static EmbeddedServer start(Listen listen, List<UnpackedWar> apps, TemporaryFolder temporary)
      throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(temporary.make("base").toString());
    tomcat.setConnector(connector(listen));
    Listen.Tls tls = listen.tls();
    if (tls != null) {
      tomcat.getService().addConnector(tlsConnector(listen, tls));
    }
    tomcat.getHost().getPipeline().addValve(withoutStack());
    TomcatServer server = new TomcatServer(tomcat, temporary);
    try {
      List<AppContext> contexts = apps.stream().map(AppContext::new).toList();
      contexts.forEach(tomcat.getHost()::addChild);
      tomcat.start();
      for (AppContext context : contexts) {
        context.mustHaveStarted();
      }
      return server;
    } catch (Exception | Error e) {
      server.close();
      throw e;
    }
  }

  /** Returns an error page without stack traces, which are only for the log. */
  private static ErrorReportValve withoutStack() {
    ErrorReportValve page = new ErrorReportValve();
    page.setShowReport(false);
    page.setShowServerInfo(false);
    return page;
  }

  private static Connector connector(Listen listen) {
    Connector connector = new Connector("HTTP/1.1");
    connector.setProperty("address", listen.host());
    connector.setPort(listen.port());
    connector.setThrowOnFailure(true);
    listen.options().forEach((name, value) -> set(connector, name, value));
    if (listen.h2c()) {
      connector.addUpgradeProtocol(new Http2Protocol());
    }
    return connector;
  }

  private static void set(Connector connector, String name, String value) {
    if (!IntrospectionUtils.setProperty(connector, name, value)) {
      throw new IllegalArgumentException(
          "Tomcat's Connector has no attribute \"" + name + "\", or it does not take " + value);
    }
  }

  private static Connector tlsConnector(Listen listen, Listen.Tls tls) {
    SSLHostConfig host = new SSLHostConfig();
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystoreFile(tls.keystore().toAbsolutePath().toString());
    certificate.setCertificateKeystorePassword(tls.password());
    host.addCertificate(certificate);
    Connector connector = connector(Listen.on(listen.host(), tls.port()));
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    connector.addSslHostConfig(host);
    return connector;
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    if (tomcat.getServer().getState() == LifecycleState.DESTROYED) {
      return;
    }
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      System.getLogger(TomcatServer.class.getName())
          .log(System.Logger.Level.WARNING, "Tomcat did not stop cleanly", e);
    } finally {
      temporary.close();
    }
  }

  /** A context that keeps the cause of its failure, which Tomcat only logs. */
  private static final class AppContext extends StandardContext {
    private final WebApp app;
    private @Nullable Throwable failure;

    AppContext(UnpackedWar war) {
      app = war.app();
      setName(app.servletContextPath());
      setPath(app.servletContextPath());
      setDocBase(war.directory().toString());
      // Apps see Tomcat's own classes, as in the distribution.
      setParentClassLoader(new ServletPlatform("jakarta", "org.apache"));
      setUnloadDelay(STOP_TIMEOUT_MILLIS);
      setFailCtxIfServletStartFails(true);
      setSessionTimeout(30);
      // Not needed, since the JVM ends with the server; both would log a request for --add-opens.
      setClearReferencesThreadLocals(false);
      setClearReferencesRmiTargets(false);
      ContextConfig descriptor = new ContextConfig();
      descriptor.setDefaultWebXml(Constants.NoDefaultWebXml);
      addLifecycleListener(descriptor);
      // Only the WAR's jars belong to the app; the class path is the server's.
      StandardJarScanner scanner = new StandardJarScanner();
      scanner.setScanClassPath(false);
      setJarScanner(scanner);
      addDefaults();
      ServerSockets.add(TomcatSockets.TYPE, () -> TomcatSockets.add(this));
    }

    private void addDefaults() {
      Wrapper files =
          Tomcat.addServlet(this, "default", "org.apache.catalina.servlets.DefaultServlet");
      files.setLoadOnStartup(1);
      files.setOverridable(true);
      addServletMapping("/", "default");
      Tomcat.addDefaultMimeTypeMappings(this);
      addWelcomeFile("index.html");
      addWelcomeFile("index.htm");
    }

    @Override
    public boolean loadOnStartup(Container[] children) {
      try {
        for (Wrapper wrapper : startupOrder(children)) {
          wrapper.load();
        }
        return true;
      } catch (ServletException | RuntimeException | Error e) {
        failure = e;
        return false;
      }
    }

    private static List<Wrapper> startupOrder(Container[] children) {
      return Stream.of(children)
          .map(Wrapper.class::cast)
          .filter(wrapper -> wrapper.getLoadOnStartup() >= 0)
          .sorted(Comparator.comparingInt(Wrapper::getLoadOnStartup))
          .toList();
    }

    void mustHaveStarted() throws StartFailed {
      if (!getState().isAvailable()) {
        throw StartFailed.ofApp(app, failure);
      }
    }
  }
}
