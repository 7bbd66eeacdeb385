package org.gatewaybridge.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The servers. A server's classes are loaded only when it is started, so only its jars must be on
 * the class path.
 */
public enum ServerKind {
  TOMCAT {
    @Override
    EmbeddedServer launch(Listen listen, List<UnpackedWar> apps, TemporaryFolder temporary)
        throws Exception {
      return TomcatServer.start(listen, apps, temporary);
    }
  },
  JETTY {
    @Override
    EmbeddedServer launch(Listen listen, List<UnpackedWar> apps, TemporaryFolder temporary)
        throws Exception {
      return JettyServer.start(listen, apps, temporary);
    }
  },
  UNDERTOW {
    @Override
    EmbeddedServer launch(Listen listen, List<UnpackedWar> apps, TemporaryFolder temporary)
        throws Exception {
      return UndertowServer.start(listen, apps, temporary);
    }
  };

  /** Returns the name on the command line: {@code tomcat}, {@code jetty}, {@code undertow}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the kind of an {@link #id}. */
  public static ServerKind of(String id) {
    for (ServerKind kind : values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "Unknown server \"" + id + "\"; use one of tomcat, jetty, undertow");
  }

  /**
   * Returns what to resolve beside bridge-servers itself, with all dependencies, to run this kind:
   * {@code group:artifact:version}, the versions this build was tested with.
   */
  public List<String> libraries() {
    Properties all = new Properties();
    try (InputStream in = ServerKind.class.getResourceAsStream("servers.properties")) {
      all.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(all.getProperty(id()).split(" "));
  }

  /** Starts a server of this kind; when it returns, every app has been deployed and answers. */
  public EmbeddedServer start(Listen listen, List<WebApp> apps) throws StartFailed {
    TemporaryFolder temporary = TemporaryFolder.create();
    try {
      return launch(listen, UnpackedWar.all(apps, temporary), temporary);
    } catch (Exception | Error e) {
      temporary.close();
      throw StartFailed.of(id(), listen, e);
    }
  }

  /** Starts a server, which then owns the folder; leaves nothing running if it throws. */
  abstract EmbeddedServer launch(Listen listen, List<UnpackedWar> apps, TemporaryFolder temporary)
      throws Exception;
}
