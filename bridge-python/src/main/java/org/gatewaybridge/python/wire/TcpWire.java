package org.gatewaybridge.python.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A port of the loopback interface, to which every user of the machine can connect. So both sides
 * prove who they are: the process sends one secret, and the gateway replies with the other. The
 * parent gets both by its standard input, and the workers get them from the parent; no file,
 * argument or variable has them. They are new with each start.
 */
public final class TcpWire implements Wire {
  static final int SECRET_BYTES = 32;
  static final String PORT = "p";
  private static final int ANSWERS_WITHIN_MILLIS = 1000; // a queue of connections may be full
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final byte[] ofProcesses = new byte[SECRET_BYTES];
  private final byte[] ofGateway = new byte[SECRET_BYTES];
  private final Strangers strangers = new Strangers(ofProcesses, ofGateway);

  /** Makes new secrets. */
  public TcpWire() {
    SecureRandom random = new SecureRandom();
    random.nextBytes(ofProcesses);
    random.nextBytes(ofGateway);
  }

  @Override
  public Path place(Path directory) {
    return directory.resolve(PORT);
  }

  @Override
  public ServerSocketChannel listen(Path directory) throws IOException {
    ServerSocketChannel server = Listening.at(StandardProtocolFamily.INET, at(0));
    try {
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      Files.writeString(place(directory), Integer.toString(port));
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static InetSocketAddress at(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
  }

  /** Returns true: the processes know the port, and need the file no more. */
  @Override
  public boolean isReachable(Path directory) {
    return true;
  }

  @Override
  public byte[] input() {
    byte[] both = new byte[2 * SECRET_BYTES];
    System.arraycopy(ofProcesses, 0, both, 0, SECRET_BYTES);
    System.arraycopy(ofGateway, 0, both, SECRET_BYTES, SECRET_BYTES);
    return both;
  }

  @Override
  public Stranger arrived(SocketChannel channel) {
    return strangers.arrived(channel, System.nanoTime());
  }

  @Override
  public void closeOverdue(long now) {
    strangers.closeOverdue(now);
  }

  static boolean isAbandoned(Path directory) {
    Path file = directory.resolve(PORT);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(at(Integer.parseInt(Files.readString(file))), ANSWERS_WITHIN_MILLIS);
      return false; // the gateway, or somebody who has got its port
    } catch (ConnectException e) {
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false; // it is just being written
    }
  }
}
