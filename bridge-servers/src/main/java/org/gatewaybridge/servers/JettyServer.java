package org.gatewaybridge.servers;

import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ClassMatcher;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Jetty with its EE 11 web apps, without annotation scan and without JSP. */
final class JettyServer implements EmbeddedServer {
  private final Server jetty;
  private final TemporaryFolder temporary;

  private JettyServer(Server jetty, TemporaryFolder temporary) {
    this.jetty = jetty;
    this.temporary = temporary;
  }

  static EmbeddedServer start(Listen listen, List<UnpackedWar> apps, TemporaryFolder temporary)
      throws Exception {
    Server jetty = new Server(threads(listen.options()));
    jetty.addConnector(connector(jetty, listen));
    Listen.Tls tls = listen.tls();
    if (tls != null) {
      jetty.addConnector(tlsConnector(jetty, listen, tls));
    }
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    Map<WebApp, WebAppContext> deployed = new LinkedHashMap<>();
    for (UnpackedWar war : apps) {
      deployed.put(war.app(), context(war, temporary));
    }
    contexts.setHandlers(List.copyOf(deployed.values()));
    jetty.setHandler(new GracefulHandler(contexts));
    jetty.setStopTimeout(STOP_TIMEOUT_MILLIS);
    JettyServer server = new JettyServer(jetty, temporary);
    try {
      jetty.start();
      for (Map.Entry<WebApp, WebAppContext> app : deployed.entrySet()) {
        mustBeAvailable(app.getKey(), app.getValue());
      }
      return server;
    } catch (Exception | Error e) {
      StartFailed told = failedApp(deployed, e);
      server.close();
      if (told != null) {
        throw told;
      }
      throw e;
    }
  }

  private static QueuedThreadPool threads(Map<String, String> options) {
    QueuedThreadPool threads = new QueuedThreadPool();
    options.forEach(
        (name, value) -> {
          if (!name.equals("maxThreads")) {
            throw new IllegalArgumentException(
                "Jetty has no option \"" + name + "\"; it takes maxThreads");
          }
          threads.setMaxThreads(Integer.parseInt(value));
          threads.setMinThreads(Math.min(threads.getMinThreads(), threads.getMaxThreads()));
        });
    return threads;
  }

  /** Fails if a servlet is unavailable: Jetty starts its app anyway, and answers 404. */
  private static void mustBeAvailable(WebApp app, WebAppContext context) throws StartFailed {
    for (ServletHolder servlet : context.getServletHandler().getServlets()) {
      UnavailableException unavailable = servlet.getUnavailableException();
      if (unavailable != null) {
        throw StartFailed.ofApp(app, unavailable);
      }
    }
  }

  private static @Nullable StartFailed failedApp(Map<WebApp, WebAppContext> deployed, Throwable e) {
    for (Map.Entry<WebApp, WebAppContext> app : deployed.entrySet()) {
      if (app.getValue().isFailed()) {
        return StartFailed.ofApp(app.getKey(), e);
      }
    }
    return null;
  }

  private static ServerConnector connector(Server jetty, Listen listen) {
    HttpConfiguration http = new HttpConfiguration();
    List<ConnectionFactory> protocols = new ArrayList<>();
    protocols.add(new HttpConnectionFactory(http));
    if (listen.h2c()) {
      protocols.add(new HTTP2CServerConnectionFactory(http));
    }
    ServerConnector connector =
        new ServerConnector(jetty, protocols.toArray(ConnectionFactory[]::new));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    return connector;
  }

  private static ServerConnector tlsConnector(Server jetty, Listen listen, Listen.Tls tls) {
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setKeyStorePath(tls.keystore().toAbsolutePath().toString());
    ssl.setKeyStorePassword(tls.password());
    HttpConfiguration https = new HttpConfiguration();
    // Clients on the loopback use an address as the host, which SNI cannot carry.
    https.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector = new ServerConnector(jetty, ssl, new HttpConnectionFactory(https));
    connector.setHost(listen.host());
    connector.setPort(tls.port());
    return connector;
  }

  // An app's own SLF4J would find the server's provider by its name, and log that it is not a
  // subtype of its own.
  private static void hideLogging(WebAppContext context) throws IOException {
    Enumeration<URL> providers =
        JettyServer.class
            .getClassLoader()
            .getResources("META-INF/services/org.slf4j.spi.SLF4JServiceProvider");
    while (providers.hasMoreElements()) {
      if (providers.nextElement().openConnection() instanceof JarURLConnection jar) {
        context.getHiddenClassMatcher().add(jar.getJarFileURL().toString());
      }
    }
  }

  private static WebAppContext context(UnpackedWar war, TemporaryFolder temporary)
      throws Exception {
    WebAppContext context = new WebAppContext();
    context.setContextPath(war.app().contextPath());
    context.setWar(war.directory().toString());
    context.setTempDirectory(Files.createTempDirectory(temporary.directory(), "jetty-").toFile());
    context.setThrowUnavailableOnStartupException(true);
    context.setErrorHandler(new JettyErrorPages());
    // Classes on the server's class path are hidden from apps, as with jetty-home.
    context.addHiddenClassMatcher(
        new ClassMatcher("org.slf4j.", "org.gatewaybridge.servers.", "org.jspecify."));
    hideLogging(context);
    ServerSockets.add(JettySockets.TYPE, () -> JettySockets.add(context));
    return context;
  }

  @Override
  public int port() {
    return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) {
      System.getLogger(JettyServer.class.getName())
          .log(System.Logger.Level.WARNING, "Jetty did not stop cleanly", e);
    } finally {
      jetty.destroy();
      temporary.close();
    }
  }
}
