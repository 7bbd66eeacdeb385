package org.gatewaybridge.python.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection of which nothing is known yet. */
public final class Stranger {
  final SocketChannel channel;
  final ByteBuffer secret = ByteBuffer.allocate(TcpWire.SECRET_BYTES); // nothing behind it is read
  final long since;
  private final Strangers all;

  Stranger(Strangers all, SocketChannel channel, long since) {
    this.all = all;
    this.channel = channel;
    this.since = since;
  }

  /**
   * Reads what has arrived of the secret, without waiting; returns whether all of it has, so that
   * this is a process of the gateway.
   *
   * @throws IOException if it is not; the connection is closed
   */
  public boolean isKnown() throws IOException {
    return all.isKnown(this);
  }
}
