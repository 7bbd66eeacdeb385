package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.gatewaybridge.compat.wire.Frame;
import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.Test;

final class HeldClientTest {
  private static final RawRequest REQUEST = RawRequest.of("GET", "/");
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Lateness lateness = new Lateness();
  private final HeldStream stream = new HeldStream(REQUEST, lateness);
  private final HeldSocket socket = new HeldSocket(REQUEST, true);

  @Test
  void streamCountsEventsThatComeInPieces() throws Exception {
    long due = System.nanoTime() - 50_000_000;
    String event = "data: 17 " + due + "\n\n";
    String all = "HTTP/1.1 200 OK\r\n\r\n10\r\n" + event + "\r\n10\r\n" + event + "\r\n";
    for (int i = 0; i < all.length(); i++) {
      take(stream, all.substring(i, i + 1).getBytes(ISO_8859_1));
    }
    assertThat(stream.events()).isEqualTo(2);
    assertThat(stream.worker()).isEqualTo(17);
    assertThat(lateness.percentileMillis(50)).isGreaterThanOrEqualTo(50);
  }

  @Test
  void streamIsWholeWithItsLastChunkOnly() throws Exception {
    take(stream, "HTTP/1.1 200 OK\r\n\r\n1\r\na\r\n".getBytes(ISO_8859_1));
    assertThat(stream.endOf(false)).isEqualTo("cut");
    take(stream, "0\r\n\r\n".getBytes(ISO_8859_1));
    assertThat(stream.end()).isEqualTo("whole");
  }

  @Test
  void refusalIsTheEnd() throws Exception {
    take(stream, "HTTP/1.1 503 Service Unavailable\r\n\r\n".getBytes(ISO_8859_1));
    assertThat(stream.endOf(false)).isEqualTo("503");
  }

  @Test
  void socketAnswersPingsAndCountsMessages() throws Exception {
    take(socket, SWITCHED.getBytes(ISO_8859_1));
    take(socket, Frame.text("pid 17").unmasked());
    take(socket, Frame.of(Frame.PING, new byte[] {1}).unmasked());
    assertThat(socket.worker()).isEqualTo(17);
    assertThat(socket.pings()).isEqualTo(1);
    assertThat(sent.toByteArray()).isEqualTo(Frame.of(Frame.PONG, new byte[] {1}).bytes());
  }

  @Test
  void socketWithoutACloseIsLost() throws Exception {
    take(socket, SWITCHED.getBytes(ISO_8859_1));
    assertThat(socket.endOf(true)).isEqualTo("1006");
    take(socket, Frame.close(1012, "").unmasked());
    assertThat(socket.end()).isEqualTo("1012");
  }

  private void take(HeldClient client, byte[] bytes) throws IOException {
    client.take(ByteBuffer.wrap(bytes), Channels.newChannel(sent));
  }
}
