package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.gatewaybridge.compat.suite.Caller;

/** Connections on which a request begins and never goes on. */
final class HeldConnections implements AutoCloseable {
  private final Caller caller;
  private final List<Socket> sockets = new ArrayList<>();

  HeldConnections(Caller caller) {
    this.caller = caller;
  }

  /** Opens so many more, and sends this on each. */
  void open(int count, String beginning) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(caller.host(), caller.port());
      sockets.add(socket);
      socket.setSoTimeout(1);
      socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
    }
  }

  /** Returns how many the server has not ended. */
  long open() {
    return sockets.stream().filter(HeldConnections::isOpen).count();
  }

  private static boolean isOpen(Socket socket) {
    if (socket.isClosed()) {
      return false;
    }
    try {
      byte[] refusal = new byte[4096];
      while (socket.getInputStream().read(refusal) >= 0) {}
      socket.close();
      return false;
    } catch (SocketTimeoutException nothing) {
      return true;
    } catch (IOException reset) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
