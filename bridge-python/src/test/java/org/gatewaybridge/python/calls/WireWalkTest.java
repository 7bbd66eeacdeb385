package org.gatewaybridge.python.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.python.PythonServer;
import org.gatewaybridge.python.slots.CallState;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.OutOfTurn;
import org.gatewaybridge.python.slots.Slot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every state of a call with every frame and every kind of end. Whatever comes, the call
 * ends, its slot is used again or closed, and the next request gets its own answer.
 */
@SuppressWarnings("NullAway.Init")
class WireWalkTest {
  private static final byte[] NOTHING = {};
  private static final byte[] HEAD = "200 OK".getBytes(ISO_8859_1);
  private static final String FRAMES = "RrIBTQSNWPpDEFXCh!";
  private static final StartResponse STARTED = (status, headers, excInfo) -> chunk -> {};

  private @TempDir Path folder;
  private FakeWorker worker;
  private Path offered;

  @BeforeEach
  void start() throws Exception {
    worker = new FakeWorker(folder);
    offered = Files.writeString(folder.resolve("offered"), "file");
  }

  @AfterEach
  void stop() throws Exception {
    worker.close();
  }

  /** Takes a call to one of its states. */
  private void lead(CallState state) throws Exception {
    assertThat(worker.receive().kind()).isEqualTo(FrameKind.OPEN_REQUEST);
    switch (state) {
      case BEGUN -> worker.send(FrameKind.BEGIN, HEAD, bytes("first"));
      case FILED -> worker.send(FrameKind.FILE, HEAD, FakeWorker.offer(offered, false));
      case ANSWERED -> worker.send(FrameKind.WHOLE, HEAD, bytes("first"));
      default -> {}
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private CompletableFuture<String> ask(InputStream input, StartResponse startResponse) {
    return inBackground(
        () -> {
          Map<String, Object> environ =
              Map.of("HTTP_TRANSFER_ENCODING", "chunked", EnvironKeys.INPUT, input);
          PythonRequest request = PythonRequest.read(environ, null);
          Iterable<byte[]> body = PythonCall.answer(worker.services(), request, startResponse);
          ByteArrayOutputStream got = new ByteArrayOutputStream();
          try {
            for (byte[] chunk : body) {
              got.write(chunk);
            }
          } finally {
            if (body instanceof AutoCloseable closeable) {
              closeable.close();
            }
          }
          return got.toString(ISO_8859_1);
        });
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> task) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return task.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        run -> new Thread(run).start());
  }

  private static Stream<Arguments> everyFrame() {
    return Stream.of(CallState.CALLED, CallState.BEGUN, CallState.FILED, CallState.ANSWERED)
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
    CompletableFuture<String> first = ask(InputStream.nullInputStream(), STARTED);
    lead(state);

    worker.send(last ? kind | FrameKind.LAST : kind, meta(kind), data(kind));

    boolean allowed = isAllowed(state, kind, last);
    if (allowed) {
      finish(state, kind, last);
    } else if (state == CallState.FILED) {
      assertThat(worker.receive().kind()).isEqualTo(FrameKind.TAKEN); // the answer was whole
    }
    String got = outcome(first);
    if (!allowed && state != CallState.ANSWERED && state != CallState.FILED) {
      assertThat(got).contains("Worker");
    }
    assertNextIsRight(!allowed);
  }

  private static boolean isAllowed(CallState state, char kind, boolean last) {
    try {
      // The gateway looks for no frame while it reads a file: it meets it when that is taken.
      (state == CallState.FILED ? CallState.ANSWERED : state).afterReceiving(kind, last);
      return true;
    } catch (OutOfTurn e) {
      return false;
    }
  }

  private byte[] meta(char kind) {
    return switch (kind) {
      case FrameKind.WHOLE, FrameKind.BEGIN, FrameKind.BEGIN_TRAILED, FrameKind.FILE -> HEAD;
      case FrameKind.HINT -> bytes("\nlink\n</a>");
      default -> NOTHING;
    };
  }

  private byte[] data(char kind) throws IOException {
    return switch (kind) {
      case FrameKind.NEED ->
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(1).putInt(10).array();
      case FrameKind.FILE -> FakeWorker.offer(offered, false);
      case FrameKind.WHOLE,
          FrameKind.BEGIN,
          FrameKind.BEGIN_TRAILED,
          FrameKind.CHUNK,
          FrameKind.FAILED ->
          bytes("data");
      default -> NOTHING;
    };
  }

  /** Brings a call to its end as a worker would. */
  private void finish(CallState before, char kind, boolean last) throws Exception {
    if (kind == FrameKind.NEED) {
      assertThat(worker.receive()).isEqualTo(new FakeWorker.Frame(FrameKind.INPUT, "", ""));
    }
    CallState state = before;
    if (state == CallState.FILED || kind == FrameKind.FILE) {
      assertThat(worker.receive().kind()).isEqualTo(FrameKind.TAKEN);
    }
    state = (state == CallState.FILED ? CallState.ANSWERED : state).afterReceiving(kind, last);
    switch (state) {
      case CALLED -> worker.send(FrameKind.WHOLE | FrameKind.LAST, HEAD, NOTHING);
      case BEGUN -> worker.send(FrameKind.END | FrameKind.LAST, NOTHING, NOTHING);
      case FILED, ANSWERED -> worker.send(FrameKind.CLOSED, NOTHING, NOTHING);
      default -> {}
    }
  }

  /** What came of a call, which must end: its body, or its exception. */
  private static String outcome(CompletableFuture<String> call) throws Exception {
    return call.handle((body, failure) -> failure == null ? body : failure.toString())
        .get(20, TimeUnit.SECONDS);
  }

  /** Asks once more; the slot must be the same one, or one that the worker has come back with. */
  private void assertNextIsRight(boolean hungUp) throws Exception {
    PythonServer.await("the call's end", () -> worker.queue().isQuiet());
    Slot before = worker.slot();
    if (hungUp) {
      assertThat(inBackground(() -> drained()).get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(before.isFree()).isFalse();
      worker.reconnect();
    } else {
      assertThat(before.isFree()).isTrue();
    }
    CompletableFuture<String> second = ask(InputStream.nullInputStream(), STARTED);
    assertThat(worker.receive().kind()).isEqualTo(FrameKind.OPEN_REQUEST);
    worker.send(FrameKind.WHOLE | FrameKind.LAST, HEAD, bytes("second"));
    assertThat(outcome(second)).isEqualTo("second");
    PythonServer.await("the end of the second", () -> worker.queue().isQuiet());
  }

  /** Reads until the gateway's hang-up; whatever else it sends is of the first call. */
  private boolean drained() {
    try {
      while (true) {
        assertThat(worker.receive().kind())
            .isIn(FrameKind.TAKEN, FrameKind.INPUT, FrameKind.REFUSED);
      }
    } catch (IOException e) {
      return true;
    }
  }

  /** How a call can end before the worker has said all. */
  enum End {
    WORKER_HANGS_UP,
    WORKER_RESETS,
    TIME_OUT,
    UNDEPLOYED_SLOT
  }

  private static Stream<Arguments> everyEnd() {
    return Stream.of(CallState.CALLED, CallState.BEGUN, CallState.FILED, CallState.ANSWERED)
        .flatMap(state -> Stream.of(End.values()).map(end -> Arguments.of(state, end)));
  }

  @ParameterizedTest
  @MethodSource("everyEnd")
  void everyEndInEveryState(CallState state, End end) throws Exception {
    CompletableFuture<String> first = ask(InputStream.nullInputStream(), STARTED);
    lead(state);
    if (state == CallState.FILED) {
      assertThat(worker.receive().kind()).isEqualTo(FrameKind.TAKEN);
    } else if (state == CallState.BEGUN) {
      PythonServer.await("the first chunk", () -> worker.slot().waitingSince() != 0);
    } else if (state == CallState.ANSWERED) {
      assertThat(outcome(first)).isEqualTo("first"); // whatever happens to its close()
    }

    switch (end) {
      case WORKER_HANGS_UP -> worker.hangUp();
      case WORKER_RESETS -> worker.reset();
      case TIME_OUT -> worker.slot().timeOut();
      case UNDEPLOYED_SLOT -> worker.slot().close();
    }

    if (state == CallState.CALLED && end == End.WORKER_RESETS) {
      worker.reconnect(); // the request was not read: it is sent again
      assertThat(worker.receive().kind()).isEqualTo(FrameKind.OPEN_REQUEST);
      worker.send(FrameKind.WHOLE | FrameKind.LAST, HEAD, bytes("again"));
      assertThat(outcome(first)).isEqualTo("again");
      assertNextIsRight(false);
      return;
    }
    String got = outcome(first);
    boolean whole = state == CallState.FILED || state == CallState.ANSWERED;
    assertThat(got).contains(whole ? (state == CallState.FILED ? "file" : "first") : "Worker");
    assertNextIsRight(true);
  }

  /** What the gateway's side of a call may meet. */
  enum Thrown {
    CHECKED,
    UNCHECKED,
    ERROR;

    void now() throws IOException {
      switch (this) {
        case CHECKED -> throw new IOException("on purpose");
        case UNCHECKED -> throw new IllegalStateException("on purpose");
        case ERROR -> throw new StackOverflowError("on purpose");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Thrown.class)
  void inputThatFailsEndsItsOwnCallAlone(Thrown thrown) throws Exception {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            thrown.now();
            return -1;
          }

          @Override
          public int read(byte[] bytes, int from, int most) throws IOException {
            return read();
          }
        };
    CompletableFuture<String> first = ask(failing, STARTED);
    assertThat(worker.receive().kind()).isEqualTo(FrameKind.OPEN_REQUEST);

    worker.send(FrameKind.NEED, NOTHING, data(FrameKind.NEED));

    if (thrown == Thrown.CHECKED) {
      assertThat(worker.receive().kind()).isEqualTo(FrameKind.REFUSED);
      worker.send(FrameKind.FAILED | FrameKind.LAST, NOTHING, bytes("OSError"));
      assertThat(outcome(first)).contains("OSError");
      assertNextIsRight(false);
    } else {
      assertThat(outcome(first)).contains("on purpose");
      assertNextIsRight(true);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Thrown.class, names = "CHECKED", mode = EnumSource.Mode.EXCLUDE)
  void headThatIsRefusedEndsItsOwnCallAlone(Thrown thrown) throws Exception {
    for (CallState state : new CallState[] {CallState.BEGUN, CallState.FILED, CallState.ANSWERED}) {
      CompletableFuture<String> first =
          ask(
              InputStream.nullInputStream(),
              (status, headers, excInfo) -> {
                try {
                  thrown.now();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
                return chunk -> {};
              });
      lead(state);
      assertThat(outcome(first)).contains("on purpose");
      if (state == CallState.ANSWERED) {
        worker.send(FrameKind.CLOSED, NOTHING, NOTHING);
      }
      assertNextIsRight(state != CallState.ANSWERED);
    }
  }
}
