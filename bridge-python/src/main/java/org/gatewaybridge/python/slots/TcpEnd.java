package org.gatewaybridge.python.slots;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/**
 * What the end of a connection says about the request that was sent on it: {@link EOFException} if
 * the worker may have read it, another exception if it has not. Unix sockets and pipes say that
 * themselves; TCP has to be asked.
 */
final class TcpEnd {
  private static final boolean IS_LINUX = System.getProperty("os.name", "").startsWith("Linux");

  private TcpEnd() {}

  /**
   * Returns the exception for an end of file. If the worker had ended before the request came, or
   * without reading it, then its system has replied to the request with a reset. Linux shows that
   * reset to the next write, but not to a read, if the end of file had come first.
   */
  static IOException ofFile(ByteChannel channel) {
    if (IS_LINUX && isTcp(channel)) {
      try {
        channel.write(ByteBuffer.allocate(1));
      } catch (ClosedChannelException e) {
        return new EOFException("The connection was closed");
      } catch (IOException e) {
        return new IOException("The worker had ended before it read", e);
      }
    }
    return new EOFException("The worker has ended");
  }

  /**
   * Returns the exception for a reset. On Linux, the end of a process is one only if bytes were
   * left unread; on other systems it may be one in any case.
   */
  static IOException ofReset(ByteChannel channel, IOException reset) {
    if (IS_LINUX || reset instanceof ClosedChannelException || !isTcp(channel)) {
      return reset;
    }
    EOFException end = new EOFException("The worker has ended");
    end.initCause(reset);
    return end;
  }

  /** Has the end of a TCP connection be a reset, so that the worker's very next send fails. */
  static void resetAtClose(ByteChannel channel) {
    try {
      if (isTcp(channel)) {
        ((SocketChannel) channel).setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // it has ended already
    }
  }

  private static boolean isTcp(ByteChannel channel) {
    try {
      return channel instanceof SocketChannel socket
          && socket.getLocalAddress() instanceof InetSocketAddress;
    } catch (IOException e) {
      return false; // it is closed
    }
  }
}
