package org.gatewaybridge.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import org.gatewaybridge.engine.HeadlessBody;
import org.gatewaybridge.websocket.CloseCodes;
import org.gatewaybridge.websocket.SocketEvents;

/**
 * The body that stands for an accepted WebSocket: it has no chunk, and asking it for one upgrades
 * the connection. So middleware may wrap it as any other body.
 */
final class AcceptedSocket implements Iterable<byte[]>, AutoCloseable, HeadlessBody {
  private final Upgrade upgrade;
  private final SocketEvents events;
  private boolean upgraded;

  /** What makes the connection a WebSocket. */
  interface Upgrade {
    void perform() throws IOException;
  }

  AcceptedSocket(Upgrade upgrade, SocketEvents events) {
    this.upgrade = upgrade;
    this.events = events;
  }

  @Override
  public void begins(boolean started) {
    if (started) {
      throw ResponseUse.beside();
    }
  }

  @Override
  public Iterator<byte[]> iterator() {
    if (!upgraded) {
      try {
        upgrade.perform();
        upgraded = true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Collections.emptyIterator();
  }

  /** Tells the app if its socket is never going to open. */
  @Override
  public void close() {
    if (!upgraded) {
      upgraded = true;
      events.closed(CloseCodes.LOST, "");
    }
  }
}
