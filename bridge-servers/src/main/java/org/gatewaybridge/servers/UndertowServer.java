package org.gatewaybridge.servers;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.CanonicalPathHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainer;
import jakarta.servlet.ServletException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.xnio.Option;
import org.xnio.Options;

/**
 * Undertow, with a WAR deployer of our own. As WildFly does, it wraps everything in a
 * CanonicalPathHandler: mapping, security and getPathInfo see a path without dot segments and
 * doubled slashes, while getRequestURI stays raw, so that the bridge can keep {@code //}. A request
 * body has no limit here, as on Tomcat and Jetty; Undertow's default is 2 MiB, and WildFly's 10
 * MiB.
 */
final class UndertowServer implements EmbeddedServer {
  /** The time for connections whose client stopped in the middle of an upload. */
  private static final int AFTER_UNDEPLOYMENT_MILLIS = 1000;

  private final GracefulShutdownHandler requests;
  private final Undertow undertow;
  private final Deque<Runnable> undeployments;
  private final TemporaryFolder temporary;

  private UndertowServer(
      GracefulShutdownHandler requests,
      Undertow undertow,
      Deque<Runnable> undeployments,
      TemporaryFolder temporary) {
    this.requests = requests;
    this.undertow = undertow;
    this.undeployments = undeployments;
    this.temporary = temporary;
  }

  static EmbeddedServer start(Listen listen, List<UnpackedWar> apps, TemporaryFolder temporary)
      throws Exception {
    PathHandler contexts = Handlers.path();
    GracefulShutdownHandler requests =
        Handlers.gracefulShutdown(new CanonicalPathHandler(contexts));
    Deque<Runnable> undeployments = new ArrayDeque<>();
    UndertowServer server =
        new UndertowServer(requests, undertow(listen, requests), undeployments, temporary);
    try {
      ServletContainer container = ServletContainer.Factory.newInstance();
      for (UnpackedWar war : apps) {
        deploy(war, container, contexts, undeployments, temporary);
      }
      server.undertow.start();
      return server;
    } catch (Exception | Error e) {
      server.close();
      throw e;
    }
  }

  private static void deploy(
      UnpackedWar war,
      ServletContainer container,
      PathHandler contexts,
      Deque<Runnable> undeployments,
      TemporaryFolder temporary)
      throws StartFailed {
    try {
      DeploymentInfo info =
          UndertowDeployment.read(
              war, Files.createTempDirectory(temporary.directory(), "undertow-"));
      undeployments.push(
          () -> closeQuietly((Closeable) info.getClassLoader(), info.getResourceManager()));
      DeploymentManager manager = container.addDeployment(info);
      undeployments.push(() -> undeploy(manager));
      manager.deploy();
      contexts.addPrefixPath(war.app().contextPath(), manager.start());
    } catch (IOException | ServletException | RuntimeException | Error e) {
      throw StartFailed.ofApp(war.app(), e);
    }
  }

  private static Undertow undertow(Listen listen, GracefulShutdownHandler requests)
      throws IOException, GeneralSecurityException {
    Undertow.Builder builder =
        Undertow.builder()
            .addHttpListener(listen.port(), listen.host())
            .setServerOption(UndertowOptions.ENABLE_HTTP2, listen.h2c())
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, AFTER_UNDEPLOYMENT_MILLIS)
            .setHandler(requests);
    listen.options().forEach((name, value) -> set(builder, name, value));
    Listen.Tls tls = listen.tls();
    if (tls != null) {
      builder.addHttpsListener(tls.port(), listen.host(), keys(tls), null);
    }
    return builder.build();
  }

  /** Sets a constant of UndertowOptions, or else one of XNIO's. */
  private static void set(Undertow.Builder builder, String name, String value) {
    if (has(UndertowOptions.class, name) || !has(Options.class, name)) {
      set(builder::setServerOption, UndertowOptions.class, name, value);
    } else if (name.startsWith("WORKER_")) {
      set(builder::setWorkerOption, Options.class, name, value);
    } else {
      set(builder::setSocketOption, Options.class, name, value);
    }
  }

  private static boolean has(Class<?> options, String name) {
    return Arrays.stream(options.getFields()).anyMatch(field -> field.getName().equals(name));
  }

  private static void set(OptionSetter setter, Class<?> options, String name, String value) {
    ClassLoader loader = options.getClassLoader();
    set(setter, Option.fromString(options.getName() + "." + name, loader), value, loader);
  }

  private static <T> void set(
      OptionSetter setter, Option<T> option, String value, ClassLoader loader) {
    setter.set(option, option.parseValue(value, loader));
  }

  /** Sets an option of the builder: of the server, of its workers or of its sockets. */
  private interface OptionSetter {
    <T> Undertow.Builder set(Option<T> option, T value);
  }

  private static KeyManager[] keys(Listen.Tls tls) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(tls.keystore())) {
      store.load(in, tls.password().toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, tls.password().toCharArray());
    return factory.getKeyManagers();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    requests.shutdown();
    try {
      requests.awaitShutdown(STOP_TIMEOUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    while (!undeployments.isEmpty()) {
      undeployments.pop().run();
    }
    undertow.stop();
    temporary.close();
  }

  private static void undeploy(DeploymentManager manager) {
    try {
      if (manager.getState() == DeploymentManager.State.STARTED) {
        manager.stop();
      }
      manager.undeploy();
    } catch (ServletException | RuntimeException e) {
      warn("An app did not undeploy cleanly", e);
    }
  }

  private static void closeQuietly(Closeable... all) {
    for (Closeable one : all) {
      try {
        one.close();
      } catch (IOException e) {
        warn("Cannot close an app's files", e);
      }
    }
  }

  private static void warn(String message, Exception e) {
    System.getLogger(UndertowServer.class.getName()).log(System.Logger.Level.WARNING, message, e);
  }
}
