package org.gatewaybridge.python.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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
      return dict(request);
    }
  }

  private static String dict(PythonRequest request) {
    byte[] frame = request.frame().bytes();
    int meta = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffff;
    return new String(frame, 8, meta, StandardCharsets.ISO_8859_1);
  }

  private static String entry(int length) {
    return "CONTENT_LENGTHz" + (char) String.valueOf(length).length() + length;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65_536, 65_537, 300_000})
  void bodyThatIsReadWholeHasALength(int bytes) throws Exception {
    assertThat(dict("", bytes, true)).contains(entry(bytes)).doesNotContain("TRANSFER_ENCODING");
  }

  @Test
  void bodyThatIsNotReadWholeHasNone() throws Exception {
    assertThat(dict("", 300_000, false))
        .doesNotContain("CONTENT_LENGTH")
        .contains("HTTP_TRANSFER_ENCODING");
    assertThat(dict("", 0, true)).doesNotContain("CONTENT_LENGTH");
  }

  /** Breaks off behind some bytes. */
  private static InputStream broken(int bytes) {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken off");
          }

          @Override
          public int read(byte[] target, int offset, int most) throws IOException {
            return read();
          }
        };
    return new SequenceInputStream(bytes(bytes), failing);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 65_536, 300_000})
  void bodyOfUnknownLengthThatBreaksOffIsNoRequest(int bytes) {
    Buffers buffers = new Buffers(1 << 20, 1 << 20, folder);

    assertThatThrownBy(() -> PythonRequest.read(environ("POST", "", broken(bytes)), buffers))
        .hasMessage("broken off");
    assertThat(buffers.memory()).isZero();
    assertThat(buffers.disk()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"5, true", "5, false", "300000, true", "300000, false"})
  void bodyThatBreaksOffBeforeItsLengthThrowsWhereItIsRead(int bytes, boolean buffered)
      throws Exception {
    Buffers buffers = buffered ? new Buffers(1 << 20, 1 << 20, folder) : null;
    try (PythonRequest request =
        PythonRequest.read(environ("POST", "" + (bytes + 1), broken(bytes)), buffers)) {
      assertThat(request.frame().kind()).isEqualTo(FrameKind.OPEN_REQUEST);
      assertThat(dict(request)).contains(entry(bytes + 1));
      assertThatThrownBy(() -> all(request)).hasMessage("broken off");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 39, 41, 400, 65_536, 200_000})
  void bodyThatAFilterHasChangedEndsWhereItsStreamDoes(int bytes) throws Exception {
    for (String declared : new String[] {"40", "70000", ""}) { // "": the filter has hidden it
      Map<String, Object> environ = environ("POST", declared, bytes(bytes));
      environ.put(EnvironKeys.SERVER_PROTOCOL, "HTTP/1.1");
      try (PythonRequest request =
          PythonRequest.read(environ, new Buffers(1 << 20, 1 << 20, folder))) {
        String dict = dict(request);
        assertThat(dict.substring(Math.max(0, dict.lastIndexOf("CONTENT_LENGTH")))) // that counts
            .startsWith(declared.isEmpty() && bytes == 0 ? "{" : entry(bytes));
        assertThat(all(request)).isEqualTo(bytes);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, ''", "PUT, ''", "OPTIONS, ''", "GET, text/plain", "DELETE, text/plain"})
  void bodyWhoseLengthAFilterHasHiddenIsReadToItsEndAlsoWithoutBuffers(String method, String type)
      throws Exception {
    Map<String, Object> environ = environ(method, "", bytes(100_000));
    environ.put(EnvironKeys.SERVER_PROTOCOL, "HTTP/1.1");
    if (!type.isEmpty()) {
      environ.put(EnvironKeys.CONTENT_TYPE, type);
    }

    PythonRequest request = PythonRequest.read(environ, null);

    assertThat(all(request)).isEqualTo(100_000);
    environ.put(EnvironKeys.INPUT, bytes(0));
    assertThat(PythonRequest.read(environ, null).frame().kind()).isEqualTo(FrameKind.REQUEST);
  }

  @ParameterizedTest
  @CsvSource({"40, 41", "40, 200000"})
  void bodyThatIsLongerThanItsLengthIsRefusedBeforeTheAppIsCalled(String length, int bytes) {
    assertThatThrownBy(() -> unbuffered("POST", length, bytes(bytes)))
        .hasMessageContaining("longer than its Content-Length");
  }

  @Test
  void bodyThatIsLongerThanItsLengthThrowsWhereItIsReadIfItIsNotCounted() throws Exception {
    RequestBody body = unbuffered("POST", "100000", bytes(100_001)).body();
    byte[] target = new byte[KIB];
    for (int i = 0; i < 97; i++) {
      assertThat(body.read(target, 0, 1, KIB)).isEqualTo(KIB);
    }

    for (int i = 0; i < 2; i++) { // the last read would make it look whole
      assertThatThrownBy(() -> body.read(target, 0, 1, KIB))
          .hasMessageContaining("longer than its Content-Length");
    }
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
