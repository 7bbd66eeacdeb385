package org.gatewaybridge.python.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An end of file means that the worker may have read the request; any other end, that it has not.
 */
class TcpEndTest {
  private static final int REQUEST = FrameWriter.HEAD;

  @BeforeEach
  void assumeLinux() {
    assumeTrue(
        System.getProperty("os.name").startsWith("Linux"), "Other systems reset as they like");
  }

  private interface Ending {
    void of(SocketChannel theirs, Slot slot) throws IOException;
  }

  private static Throwable end(ServerSocketChannel server, Ending ending) throws IOException {
    try (SocketChannel theirs = SocketChannel.open(server.getLocalAddress());
        SocketChannel ours = server.accept()) {
      Slot slot = new Slot(new Worker(1, 1, 0), 0, ours);
      ending.of(theirs, slot);
      return catchThrowable(slot::awaitFrame);
    }
  }

  private static void send(Slot slot) throws IOException {
    FrameWriter frame = new FrameWriter(REQUEST);
    frame.endMeta();
    slot.send(frame.end(FrameKind.REQUEST));
  }

  private static void endsBefore(SocketChannel theirs, Slot slot) throws IOException {
    theirs.close();
    send(slot);
  }

  private static void endsUnread(SocketChannel theirs, Slot slot) throws IOException {
    send(slot);
    theirs.close();
  }

  private static void endsRead(SocketChannel theirs, Slot slot) throws IOException {
    send(slot);
    ByteBuffer request = ByteBuffer.allocate(REQUEST);
    while (request.hasRemaining()) {
      theirs.read(request);
    }
    theirs.close();
  }

  @Test
  void requestByTcpWasReadIfItsWorkerSaysSo() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      List<Throwable> before = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        before.add(end(server, TcpEndTest::endsBefore));
        assertThat(end(server, TcpEndTest::endsUnread)).isNotInstanceOf(EOFException.class);
        assertThat(end(server, TcpEndTest::endsRead)).isInstanceOf(EOFException.class);
      }
      // The reset is there at once, unless the machine has put it off.
      assertThat(before).anyMatch(end -> !(end instanceof EOFException));
    }
  }

  @Test
  void requestByUnixSocketWasReadIfItsWorkerSaysSo(@TempDir Path folder) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
      assertThat(end(server, TcpEndTest::endsUnread)).isNotInstanceOf(EOFException.class);
      assertThat(end(server, TcpEndTest::endsRead)).isInstanceOf(EOFException.class);
    }
  }
}
