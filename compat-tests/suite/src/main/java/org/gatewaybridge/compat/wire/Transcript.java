package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one test sent and what came, connection by connection: the beginning of each. */
public final class Transcript {
  private static final int MOST_CONNECTIONS = 4;
  private static final int MOST_BYTES = 1500;
  private static final InheritableThreadLocal<@Nullable Transcript> CURRENT =
      new InheritableThreadLocal<>();

  private final List<Connection> connections = new ArrayList<>();

  private Transcript() {}

  /** Begins one for this thread and for those that it starts. */
  public static Transcript begin() {
    Transcript begun = new Transcript();
    CURRENT.set(begun);
    return begun;
  }

  /** Ends what {@link #begin} began: what comes now is noted no more. */
  public void end() {
    CURRENT.remove();
  }

  /** Lists the connections in the order in which they were opened. */
  public synchronized List<Connection> connections() {
    return List.copyOf(connections);
  }

  private synchronized void add(Connection connection) {
    if (connections.size() < MOST_CONNECTIONS) {
      connections.add(connection);
    }
  }

  /** One connection's bytes. */
  public static final class Connection {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream came = new ByteArrayOutputStream();

    private Connection() {}

    /** Makes one, which a current transcript notes. */
    public static Connection open() {
      Connection opened = new Connection();
      Transcript current = CURRENT.get();
      if (current != null) {
        current.add(opened);
      }
      return opened;
    }

    public void sends(byte[] bytes) {
      note(sent, bytes, 0, bytes.length);
    }

    public void receives(byte[] bytes) {
      note(came, bytes, 0, bytes.length);
    }

    InputStream receiving(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = super.read(bytes, offset, length);
          note(came, bytes, offset, read);
          return read;
        }
      };
    }

    private static void note(ByteArrayOutputStream into, byte[] bytes, int offset, int length) {
      synchronized (into) {
        int room = Math.min(length, MOST_BYTES - into.size());
        if (room > 0) {
          into.write(bytes, offset, room);
        }
      }
    }

    /** Returns what was sent, as latin-1 text. */
    public String sent() {
      return text(sent);
    }

    /** Returns what came, as latin-1 text. */
    public String came() {
      return text(came);
    }

    private static String text(ByteArrayOutputStream bytes) {
      synchronized (bytes) {
        return bytes.toString(ISO_8859_1) + (bytes.size() < MOST_BYTES ? "" : "...");
      }
    }
  }
}
