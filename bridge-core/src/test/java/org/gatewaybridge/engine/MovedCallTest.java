package org.gatewaybridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatewaybridge.engine.Body.bytes;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first thread has written when another one goes on with an answer. */
@SuppressWarnings("NullAway")
class MovedCallTest {
  private static final String HALF = "a".repeat(8 * 1024);
  private static final String MORE = "b".repeat(8 * 1024 + 1);
  private static final String LONG = "c".repeat(16 * 1024 + 1);

  private final RecordingSink sink = new RecordingSink();
  private int asked;
  private @TempDir Path folder;

  private GatewayCall begin(Iterable<byte[]> body) {
    GatewayApp app =
        (environ, startResponse) -> {
          startResponse.start("200 OK", Headers.of());
          return body;
        };
    return GatewayCall.begin(app, Map.of(), sink, false, false, () -> ++asked == 1);
  }

  private List<String> written() {
    return sink.events.stream().filter(one -> one.startsWith("write")).toList();
  }

  private void assertMoved(Iterable<byte[]> body, List<String> before, List<String> after) {
    GatewayCall call = begin(body);
    assertThat(call).isNotNull();
    assertThat(written()).isEqualTo(before);
    sink.events.clear();
    call.goOn();
    assertThat(written()).isEqualTo(after);
    assertThat(sink.events).doesNotContain("abort");
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void shortAnswerStays() {
    assertThat(begin(List.of(bytes(HALF), bytes(HALF)))).isNull();
    assertThat(written()).containsExactly("write " + HALF, "write " + HALF);
  }

  @Test
  void chunkThatMakesTheAnswerLongIsWrittenElsewhere() {
    Body body = Body.of(HALF, "", MORE, HALF);
    assertMoved(body, List.of("write " + HALF), List.of("write " + MORE, "write " + HALF));
    assertThat(body.closed).isEqualTo(1);
    assertThat(body.asked).isEqualTo(1);
  }

  @Test
  void longChunkIsWrittenElsewhere() {
    assertMoved(Body.of(LONG), List.of(), List.of("write " + LONG));
  }

  @Test
  void longListOfOneIsWrittenElsewhere() {
    assertMoved(List.of(bytes(LONG)), List.of(), List.of("write " + LONG));
    assertThat(sink.events.get(0)).endsWith("length " + LONG.length());
  }

  @Test
  void longListOfOneThatIsClosedIsWrittenElsewhere() {
    int[] closed = {0};
    assertMoved(
        Bodies.closing(Bodies.of(bytes(LONG)), () -> closed[0]++),
        List.of(),
        List.of("write " + LONG));
    assertThat(sink.events.get(0)).endsWith("length " + LONG.length());
    assertThat(closed).containsExactly(1);
  }

  @Test
  void longStreamIsWrittenElsewhere() {
    assertMoved(
        new StreamBody(new ByteArrayInputStream(bytes(LONG)), LONG.length()),
        List.of(),
        List.of("write " + LONG));
  }

  @Test
  void longFileIsSentElsewhere() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), LONG);
    GatewayCall call = begin(Bodies.file(file));
    assertThat(sink.events).doesNotContain("transfer " + LONG);
    call.goOn();
    assertThat(sink.events).contains("transfer " + LONG);
  }

  @Test
  void appThatFailsElsewhereIsCutOff() {
    GatewayCall call = begin(Body.making(() -> bytes(HALF), () -> bytes(MORE), Body::fail));
    assertThatThrownBy(call::goOn).isInstanceOf(ResponseAborted.class);
    assertThat(sink.events).endsWith("abort");
  }
}
