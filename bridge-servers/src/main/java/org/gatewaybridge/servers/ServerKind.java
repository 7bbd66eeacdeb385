package org.gatewaybridge.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The servers there are. A server's classes are touched only when it is started, so only its jars
 * need be on the class path.
 */
public enum ServerKind {
  TOMCAT {
    @Override
    EmbeddedServer launch(Listen listen, List<UnpackedWar> apps, Scratch scratch) throws Exception {
      return TomcatServer.start(listen, apps, scratch);
    }
  },
  JETTY {
    @Override
    EmbeddedServer launch(Listen listen, List<UnpackedWar> apps, Scratch scratch) throws Exception {
      return JettyServer.start(listen, apps, scratch);
    }
  },
  UNDERTOW {
    @Override
    EmbeddedServer launch(Listen listen, List<UnpackedWar> apps, Scratch scratch) throws Exception {
      return UndertowServer.start(listen, apps, scratch);
    }
  };

  /** Says the name as people type it: {@code tomcat}, {@code jetty}, {@code undertow}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds the kind by its {@link #id}. */
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
   * Lists what to resolve, with its closure and beside bridge-servers itself, to run this kind:
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
    Scratch scratch = Scratch.create();
    try {
      return launch(listen, UnpackedWar.all(apps, scratch), scratch);
    } catch (Exception | Error e) {
      scratch.close();
      throw StartFailed.of(id(), listen, e);
    }
  }

  /** Starts, and owns the scratch from its return on; leaves nothing running when it throws. */
  abstract EmbeddedServer launch(Listen listen, List<UnpackedWar> apps, Scratch scratch)
      throws Exception;
}
