package org.gatewaybridge.python.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A Unix domain socket; only the user who may enter its directory can connect. */
public final class UnixWire implements Wire {
  static final String SOCKET = "s";

  @Override
  public Path place(Path directory) {
    return directory.resolve(SOCKET);
  }

  @Override
  public ServerSocketChannel listen(Path directory) throws IOException {
    return Listening.at(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(place(directory)));
  }

  @Override
  public boolean isReachable(Path directory) {
    return Files.exists(place(directory), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public byte[] input() {
    return new byte[0];
  }

  @Override
  public @Nullable Stranger arrived(SocketChannel channel) {
    return null;
  }

  @Override
  public void closeOverdue(long now) {}

  static boolean isAbandoned(Path directory) {
    Path socket = directory.resolve(SOCKET);
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
