package org.gatewaybridge.python.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatewaybridge.python.wire.TcpWire.SECRET_BYTES;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class TcpWireTest {
  private @TempDir Path directory;
  private final TcpWire wire = new TcpWire();
  private final List<SocketChannel> opened = new ArrayList<>();
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws Exception {
    server = wire.listen(directory);
    server.configureBlocking(true);
  }

  @AfterEach
  void close() throws Exception {
    for (SocketChannel channel : opened) {
      channel.close();
    }
    server.close();
  }

  /** A connection, and what the gateway has of it. */
  private record Pair(SocketChannel theirs, Stranger stranger) {}

  private Pair connect() throws IOException {
    SocketChannel theirs = SocketChannel.open(server.getLocalAddress());
    SocketChannel ours = server.accept();
    opened.addAll(List.of(theirs, ours));
    Stranger stranger = wire.arrived(ours);
    return new Pair(theirs, stranger);
  }

  private byte[] secret() {
    return Arrays.copyOf(wire.input(), SECRET_BYTES);
  }

  private static boolean isClosed(SocketChannel theirs) throws IOException {
    try {
      return theirs.read(ByteBuffer.allocate(1)) < 0;
    } catch (SocketException e) { // a reset, as something was not read
      return true;
    }
  }

  @Test
  void whoeverShowsTheOneSecretIsShownTheOther() throws Exception {
    Pair pair = connect();
    pair.theirs.write(ByteBuffer.wrap(secret(), 0, 5));
    assertThat(pair.stranger.isKnown()).isFalse();
    pair.theirs.write(ByteBuffer.wrap(secret(), 5, SECRET_BYTES - 5));

    assertThat(pair.stranger.isKnown()).isTrue();

    ByteBuffer reply = ByteBuffer.allocate(SECRET_BYTES);
    pair.theirs.read(reply);
    assertThat(reply.array())
        .isEqualTo(Arrays.copyOfRange(wire.input(), SECRET_BYTES, 2 * SECRET_BYTES))
        .isNotEqualTo(secret());
    wire.closeOverdue(System.nanoTime() + 2 * Strangers.PATIENCE_NANOS);
    assertThat(pair.stranger.channel.isOpen()).isTrue();
  }

  @Test
  void anyOtherIsClosedAndNothingBehindItsSecretIsRead() throws Exception {
    for (int wrong = 0; wrong < SECRET_BYTES; wrong++) {
      byte[] sent = Arrays.copyOf(secret(), 2 * SECRET_BYTES);
      sent[wrong] ^= 1;
      Pair pair = connect();
      pair.theirs.write(ByteBuffer.wrap(sent));

      assertThatThrownBy(pair.stranger::isKnown).hasMessageContaining("not the secret");

      assertThat(pair.stranger.secret.position()).isEqualTo(SECRET_BYTES);
      assertThat(isClosed(pair.theirs)).isTrue();
    }
  }

  @Test
  void whoeverWaitsIsClosedInTimeAndGetsNoByte() throws Exception {
    Pair pair = connect();
    wire.closeOverdue(pair.stranger.since + Strangers.PATIENCE_NANOS);
    assertThat(pair.stranger.channel.isOpen()).isTrue();

    wire.closeOverdue(pair.stranger.since + Strangers.PATIENCE_NANOS + 1);

    assertThat(isClosed(pair.theirs)).isTrue();
  }

  @Test
  void oldestOfTooManyIsClosedAndTheNewestIsLetIn() throws Exception {
    List<Pair> waiting = new ArrayList<>();
    for (int i = 0; i < Strangers.MOST + 3; i++) {
      waiting.add(connect());
    }
    assertThat(waiting.stream().filter(pair -> pair.stranger.channel.isOpen()))
        .containsExactlyElementsOf(waiting.subList(3, waiting.size()));

    Pair last = waiting.get(waiting.size() - 1);
    last.theirs.write(ByteBuffer.wrap(secret()));
    assertThat(last.stranger.isKnown()).isTrue();
  }

  @Test
  void whoeverGoesAwayIsForgotten() throws Exception {
    Pair pair = connect();
    pair.theirs.close();

    assertThatThrownBy(pair.stranger::isKnown).isInstanceOf(EOFException.class);
    assertThat(pair.stranger.channel.isOpen()).isFalse();
  }

  @Test
  void secretsAreNewAndInNoFile() throws Exception {
    assertThat(new TcpWire().input()).hasSize(2 * SECRET_BYTES).isNotEqualTo(wire.input());

    assertThat(directory.toFile().list()).containsExactly("p");
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    assertThat(Files.readString(wire.place(directory), US_ASCII)).isEqualTo("" + port);
  }

  @Test
  void onlyThisMachineCanConnect() throws Exception {
    assertThat(((InetSocketAddress) server.getLocalAddress()).getAddress().getHostAddress())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void directoryIsAbandonedWhenNobodyListens() throws Exception {
    assertThat(Wire.isAbandoned(directory)).isFalse();
    server.close();
    assertThat(Wire.isAbandoned(directory)).isTrue();

    Files.writeString(wire.place(directory), "no port");
    assertThat(Wire.isAbandoned(directory)).isFalse();
    Wire.deleteFrom(directory);
    assertThat(directory).isEmptyDirectory();
  }
}
