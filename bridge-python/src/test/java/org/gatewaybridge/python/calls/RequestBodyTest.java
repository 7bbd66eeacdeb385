package org.gatewaybridge.python.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.python.buffers.Buffers;
import org.gatewaybridge.python.slots.FrameKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a body is read before its request is sent, and where that is kept. */
@SuppressWarnings("NullAway.Init")
class RequestBodyTest {
  private static final int KIB = 1024;

  private @TempDir Path folder;

  private static Map<String, Object> environ(String method, String length, InputStream in) {
    Map<String, Object> environ = new HashMap<>();
    environ.put(EnvironKeys.REQUEST_METHOD, method);
    environ.put(EnvironKeys.SERVER_PROTOCOL, "HTTP/2.0");
    environ.put(EnvironKeys.INPUT, in);
    if (!length.isEmpty()) {
      environ.put(EnvironKeys.CONTENT_LENGTH, length);
    }
    return environ;
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  /** Reads the request as one whose body may stay with its client. */
  private static PythonRequest unbuffered(String method, String length, InputStream in)
      throws IOException {
    return PythonRequest.read(environ(method, length, in), null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE"})
  void requestWithoutContentIsWholeOverHttp2AlsoWithoutBuffers(String method) throws Exception {
    PythonRequest request = unbuffered(method, "", bytes(0));

    assertThat(request.frame().kind()).isEqualTo(FrameKind.REQUEST);
    assertThat(request.body().isHere()).isTrue();
  }

  @Test
  void contentThatStaysWithTheClientIsNotHereBeforeItsEnd() throws Exception {
    PythonRequest get = unbuffered("GET", "", bytes(2));
    PythonRequest post = unbuffered("POST", "", bytes(1));

    assertThat(get.frame().kind()).isEqualTo(FrameKind.OPEN_REQUEST);
    assertThat(get.body().isHere()).isFalse();
    assertThat(post.body().isHere()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'', 2", "100000, 1"}) // at its end, or at its length
  void bodyIsHereWhenItWasReadToItsEnd(String length, int reads) throws Exception {
    RequestBody body = unbuffered("POST", length, bytes(100_000)).body();
    byte[] target = new byte[100_000];
    for (int i = 0; i < reads; i++) {
      assertThat(body.isHere()).isFalse();
      assertThat(body.read(target, 0, target.length, target.length))
          .isEqualTo(i == 0 ? target.length : 0);
    }

    assertThat(body.isHere()).isTrue();
    assertThat(body.read(target, 0, 1, 1)).isZero();
  }

  private String dict(String length, int bytes, boolean buffered) throws IOException {
    Map<String, Object> environ = environ("POST", length, bytes(bytes));
    environ.put("HTTP_TRANSFER_ENCODING", "chunked");
    Buffers buffers = buffered ? new Buffers(1 << 20, 1 << 20, folder) : null;
    try (PythonRequest request = PythonRequest.read(environ, buffers)) {
      byte[] frame = request.frame().bytes();
      int meta = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffff;
      return new String(frame, 8, meta, StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65_536, 65_537, 300_000})
  void bodyThatIsReadWholeHasALength(int bytes) throws Exception {
    assertThat(dict("", bytes, true))
        .contains("CONTENT_LENGTHz" + (char) String.valueOf(bytes).length() + bytes)
        .doesNotContain("TRANSFER_ENCODING");
  }

  @Test
  void bodyThatIsNotReadWholeHasNone() throws Exception {
    assertThat(dict("", 300_000, false))
        .doesNotContain("CONTENT_LENGTH")
        .contains("HTTP_TRANSFER_ENCODING");
    assertThat(dict("", 0, true)).doesNotContain("CONTENT_LENGTH");
  }

  @Test
  void shortBodyThatHasNotArrivedStaysWithTheClientIfNothingIsBuffered() throws Exception {
    InputStream arriving =
        new ByteArrayInputStream(new byte[100]) {
          @Override
          public synchronized int available() {
            return 10;
          }
        };

    PythonRequest request = unbuffered("POST", "100", arriving);

    assertThat(request.frame().kind()).isEqualTo(FrameKind.OPEN_REQUEST);
    assertThat(arriving.readAllBytes()).hasSize(100);
    assertThat(unbuffered("POST", "100", bytes(100)).frame().kind()).isEqualTo(FrameKind.REQUEST);
  }

  @Test
  void bodyOfUnknownLengthThatCanHaveNoRoomIsTooLarge() throws Exception {
    Buffers buffers = new Buffers(0, 100 * KIB, folder);

    assertThatThrownBy(() -> PythonRequest.read(environ("POST", "", bytes(200 * KIB)), buffers))
        .isInstanceOf(PythonRequest.TooLarge.class);
    assertThat(buffers.disk()).isZero();
  }

  /** Counts how much room for its bytes it was given, of which it has one. */
  private static final class SlowClient extends InputStream {
    private int room;
    private boolean read;

    @Override
    public int read() throws IOException {
      throw new IOException("not asked for in this test");
    }

    @Override
    public int read(byte[] bytes, int offset, int most) {
      room = Math.max(room, most);
      int got = read ? -1 : 1;
      read = true;
      return got;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "65537", ""})
  void memoryIsTakenAsTheBytesCome(String length) throws Exception {
    SlowClient client = new SlowClient();
    try (PythonRequest request =
        PythonRequest.read(environ("POST", length, client), new Buffers(0, 1 << 20, folder))) {
      assertThat(request.frame().bytes().length).isLessThan(8 * KIB);
    }
    assertThat(client.room).isLessThanOrEqualTo(16 * KIB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", ""})
  void bytesThatAreSentAlongCountAsBuffered(String length) throws Exception {
    Buffers buffers = new Buffers(100 * KIB, 1 << 20, folder);
    Map<String, Object> environ = environ("POST", length, bytes(64 * KIB));
    try (PythonRequest first = PythonRequest.read(environ, buffers)) {
      assertThat(first.frame().length()).isGreaterThan(64 * KIB);
      assertThat(buffers.memory()).isEqualTo(60 * KIB); // a little is not counted
      environ.put(EnvironKeys.INPUT, bytes(64 * KIB));
      try (PythonRequest second = PythonRequest.read(environ, buffers)) {
        assertThat(second.frame().kind()).isEqualTo(FrameKind.OPEN_REQUEST);
        assertThat(second.body().isHere()).isTrue();
        assertThat(buffers.memory()).isLessThanOrEqualTo(100 * KIB);
        assertThat(all(second)).isEqualTo(64 * KIB);
      }
      first.close();
      assertThat(first.frame().bytes()).isEmpty(); // for its response may refer to it
    }
    assertThat(buffers.memory()).isZero();
    assertThat(buffers.disk()).isZero();
  }

  /** Returns how many bytes a worker gets, along with the environ and afterwards. */
  private static int all(PythonRequest request) throws IOException {
    byte[] frame = request.frame().bytes();
    int all = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(Integer.BYTES);
    byte[] block = new byte[KIB];
    for (int got; (got = request.body().read(block, 0, 1, KIB)) > 0; ) {
      all += got;
    }
    return all;
  }
}
