package org.gatewaybridge.python.wire;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.logging.LoggedFailure;

/**
 * The connections that have not proven who they are. Each has a short time for that, and if there
 * are too many, the oldest is closed: a process of the gateway sends its secret at once, and tries
 * again if it was too slow.
 */
final class Strangers {
  static final int MOST = 64;
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

  private final ArrayDeque<Stranger> waiting = new ArrayDeque<>();
  private final byte[] secret;
  private final byte[] reply;
  private long warned = System.nanoTime() - BETWEEN_WARNINGS;

  /**
   * Creates a list that is empty.
   *
   * @param secret what a process sends
   * @param reply what the gateway replies
   */
  Strangers(byte[] secret, byte[] reply) {
    this.secret = secret;
    this.reply = reply;
  }

  Stranger arrived(SocketChannel channel, long now) {
    if (waiting.size() == MOST) {
      refuse(waiting.getFirst());
    }
    Stranger stranger = new Stranger(this, channel, now);
    waiting.addLast(stranger);
    return stranger;
  }

  boolean isKnown(Stranger stranger) throws IOException {
    int count;
    try {
      count = stranger.channel.read(stranger.secret);
    } catch (IOException e) {
      close(stranger);
      throw e;
    }
    if (count < 0) { // such as a new gateway that looks whether this one lives
      close(stranger);
      throw new EOFException("Somebody has connected and gone away");
    }
    if (stranger.secret.hasRemaining()) {
      return false;
    }
    if (!MessageDigest.isEqual(stranger.secret.array(), secret)) {
      refuse(stranger);
      throw new IOException("Somebody has sent what is not the secret");
    }
    waiting.remove(stranger);
    stranger.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    stranger.channel.write(ByteBuffer.wrap(reply)); // fits into an empty buffer
    return true;
  }

  void closeOverdue(long now) {
    while (!waiting.isEmpty() && now - waiting.getFirst().since > PATIENCE_NANOS) {
      refuse(waiting.getFirst());
    }
  }

  private void refuse(Stranger stranger) {
    close(stranger);
    long now = System.nanoTime();
    if (now - warned >= BETWEEN_WARNINGS) {
      warned = now;
      LOG.log(
          Level.WARNING,
          "A connection to the port of the Python workers was closed: it did not show their secret."
              + " A program of this machine connects there that is none of them; look for it, or"
              + " set gateway.python.wire to unix, where no other user can connect");
    }
  }

  private void close(Stranger stranger) {
    waiting.remove(stranger);
    try {
      stranger.channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Closing failed", LoggedFailure.of(e));
    }
  }
}
