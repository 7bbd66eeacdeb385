package org.gatewaybridge.python.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatewaybridge.api.WebSocketApp;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.python.PythonServer;
import org.gatewaybridge.python.slots.CallState;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.FrameWriter;
import org.gatewaybridge.python.slots.OutOfTurn;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.slots.Worker;
import org.gatewaybridge.websocket.EventWebSocketRequest;
import org.gatewaybridge.websocket.SocketEvents;
import org.gatewaybridge.websocket.SocketSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every state of a WebSocket with every frame, and what is sent in pieces. */
@SuppressWarnings("NullAway.Init")
class PythonSocketTest {
  private static final String FRAMES = "MmKXUWPDEFNCSRI!";
  private static final byte[] CLOSE = {(byte) 0xe8, 3, 'b', 'y', 'e'}; // 1000

  private final SlotQueue queue = new SlotQueue(1, Duration.ofSeconds(20));
  private final PythonSockets sockets = new PythonSockets(queue, Duration.ofSeconds(20));
  private final Client client = new Client();
  private final Worker process = new Worker(1, 1, 0);
  private SocketChannel worker;

  /** A client that answers a close at once, and notes what comes. */
  private static final class Client implements EventWebSocketRequest, SocketSession {
    private final LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
    private SocketEvents events;
    private boolean isClosed;

    @Override
    public List<String> subprotocols() {
      return List.of();
    }

    @Override
    public Iterable<byte[]> accept(WebSocketApp app, List<Map.Entry<String, String>> headers) {
      throw new AssertionError("it is accepted by events");
    }

    @Override
    public Iterable<byte[]> accept(SocketEvents its, List<Map.Entry<String, String>> headers) {
      events = its;
      return List.of();
    }

    @Override
    public void send(WebSocketMessage message, Consumer<@Nullable Throwable> sent) {
      got.add((message.isText() ? "text " : "bytes ") + new String(message.bytes(), UTF_8));
      sent.accept(null);
    }

    @Override
    public void close(int code, String reason) {
      got.add("close " + code);
      end(code, reason);
    }

    @Override
    public boolean pause(boolean now) {
      got.add(now ? "paused" : "read");
      return true;
    }

    synchronized void end(int code, String reason) {
      if (!isClosed) {
        isClosed = true;
        events.closed(code, reason);
      }
    }

    String next() throws InterruptedException {
      return String.valueOf(got.poll(20, TimeUnit.SECONDS));
    }
  }

  @BeforeEach
  void open() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      worker = SocketChannel.open(server.getLocalAddress());
      Slot slot = new Slot(process, 0, server.accept());
      process.opened(0, slot);
      queue.add(slot);
    }
    Slot slot = queue.send(FrameWriter.empty(FrameKind.REQUEST));
    assertThat(receive()).isEqualTo("R");
    send(FrameKind.ACCEPTED);
    assertThat(slot.awaitFrame()).isEqualTo(FrameKind.ACCEPTED);
    sockets.accept(client, slot, List.of(), "a test");
    client.events.opened(client);
  }

  @AfterEach
  void close() throws Exception {
    sockets.close();
    worker.close();
  }

  private void send(int kind, byte... data) throws IOException {
    write(frame(kind, data));
  }

  private static ByteBuffer frame(int kind, byte... data) {
    return ByteBuffer.allocate(FrameWriter.HEAD + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(kind << 24)
        .putInt(data.length)
        .put(data)
        .flip();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      worker.write(bytes);
    }
  }

  /** Returns a frame as its kind and data; "" at the end of the connection. */
  private String receive() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(FrameWriter.HEAD).order(ByteOrder.LITTLE_ENDIAN);
    if (!fill(head)) {
      return "";
    }
    ByteBuffer data = ByteBuffer.allocate(head.getInt(4));
    assertThat(fill(data)).isTrue();
    return (char) (head.getInt(0) >>> 24) + new String(data.array(), UTF_8);
  }

  private boolean fill(ByteBuffer target) {
    try {
      while (target.hasRemaining()) {
        if (worker.read(target) < 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false; // a reset, with frames that were not read
    }
  }

  private static Stream<Arguments> everyFrame() {
    return Stream.of(CallState.OPEN, CallState.CLOSING, CallState.TOLD)
        .flatMap(
            state ->
                FRAMES
                    .chars()
                    .boxed()
                    .flatMap(
                        kind ->
                            Stream.of(false, true)
                                .map(last -> Arguments.of(state, (char) (int) kind, last))));
  }

  @ParameterizedTest
  @MethodSource("everyFrame")
  void everyFrameInEveryState(CallState state, char kind, boolean last) throws Exception {
    switch (state) {
      case CLOSING -> {
        send(FrameKind.CLOSE, CLOSE); // the gateway's own follows at once: it is TOLD then
        assertThat(client.next()).isEqualTo("close 1000");
      }
      case TOLD -> client.end(4000, "told");
      default -> {}
    }
    byte[] data = kind == FrameKind.CLOSE ? CLOSE : "data".getBytes(UTF_8);
    try {
      send(last ? kind | FrameKind.LAST : kind, data);
    } catch (IOException e) {
      assertThat(state).isNotEqualTo(CallState.OPEN); // it has hung up already
    }

    if (state != CallState.OPEN) {
      assertThat(receive()).startsWith("K");
    } else if (!isAllowed(kind, last)) {
      assertThat(client.next()).isEqualTo("close 1011");
    } else {
      assertThat(client.next())
          .isEqualTo(
              switch (kind) {
                case FrameKind.TEXT -> "text data";
                case FrameKind.BINARY -> "bytes data";
                case FrameKind.CLOSE -> "close 1000";
                default -> "close 1011";
              });
    }
    client.end(4001, "over");
    worker.close();
    PythonServer.await("the end of the slot", queue::isQuiet);
    assertThat(sockets.count()).isZero();
    assertThat(client.got).isEmpty();
  }

  private static boolean isAllowed(char kind, boolean last) {
    try {
      CallState.OPEN.afterReceiving(kind, last);
      return true;
    } catch (OutOfTurn e) {
      return false;
    }
  }

  @Test
  void framesThatArriveInPiecesAreWhole() throws Exception {
    ByteBuffer all = ByteBuffer.allocate(200_000);
    all.put(frame(FrameKind.TEXT, "one".getBytes(UTF_8)));
    all.put(frame(FrameKind.BINARY, new byte[100_000]));
    all.put(frame(FrameKind.TEXT));
    all.put(frame(FrameKind.CLOSE, CLOSE)).flip();
    for (int step = 1; all.hasRemaining(); step = Math.min(3 * step, 30_000)) {
      write(all.slice(all.position(), Math.min(step, all.remaining())));
      all.position(Math.min(all.limit(), all.position() + step));
    }
    assertThat(client.next()).isEqualTo("text one");
    assertThat(client.next()).hasSize(100_006);
    assertThat(client.next()).isEqualTo("text ");
    assertThat(client.next()).isEqualTo("close 1000");
  }

  @Test
  void messagesOfTheClientAreFrames() throws Exception {
    client.events.message(WebSocketMessage.of("Grüße"));
    client.events.message(WebSocketMessage.of(new byte[] {'b'}));
    client.end(1000, "done");
    assertThat(List.of(receive(), receive())).containsExactly("MGrüße", "mb");
    assertThat(receive()).endsWith("done");
    assertThat(receive()).isEmpty();
  }

  @Test
  void workerThatEndsInTheMiddleOfAFrameIsLost() throws Exception {
    write(frame(FrameKind.TEXT, "cut".getBytes(UTF_8)).limit(9));
    worker.close();
    assertThat(client.next()).isEqualTo("close 1011");
    PythonServer.await("the end of the slot", queue::isQuiet);
  }

  @Test
  void messageThatAWorkerDoesNotTakeWaitsWithoutItsThread() throws Exception {
    byte[] large = new byte[8 << 20];
    client.events.message(WebSocketMessage.of(large)); // more than the connection holds
    ByteBuffer head = ByteBuffer.allocate(FrameWriter.HEAD);
    assertThat(fill(head)).isTrue();
    assertThat(fill(ByteBuffer.allocate(large.length))).isTrue();
    client.events.message(WebSocketMessage.of("next"));
    assertThat(receive()).isEqualTo("Mnext");
  }

  @Test
  void clientPausesWhileAWorkerTakesNothingAndNoThreadWaits() throws Exception {
    byte[] large = new byte[1 << 20];
    int sent = 0;
    for (; client.got.isEmpty(); sent++) {
      client.events.message(WebSocketMessage.of(large));
    }
    assertThat(client.next()).isEqualTo("paused");
    client.events.message(WebSocketMessage.of("behind")); // was read before

    for (int i = 0; i < sent; i++) {
      assertThat(receive()).hasSize(1 + large.length);
    }
    assertThat(receive()).isEqualTo("Mbehind");
    assertThat(client.next()).isEqualTo("read");
  }

  @Test
  void closedSocketWhoseWorkerTakesNothingIsGivenUp() throws Exception {
    client.events.message(WebSocketMessage.of(new byte[8 << 20]));
    client.end(1000, "");
    PythonServer.await("the end of the slot", queue::isQuiet);
    assertThat(sockets.count()).isZero();
  }

  @Test
  void workerThatIsReplacedClosesWith1012() throws Exception {
    process.retire();
    assertThat(client.next()).isEqualTo("close 1012");
  }

  @Test
  void workerThatHasEndedIsLostAlsoIfItsEndIsNotReadYet() throws Exception {
    process.ended();
    Thread.sleep(500); // a tick or two
    worker.close();
    assertThat(client.next()).isEqualTo("close 1011");
  }

  @Test
  void undeploymentClosesWith1001() throws Exception {
    sockets.leave();
    assertThat(client.next()).isEqualTo("close 1001");
    assertThat(receive()).startsWith("K");
  }
}
