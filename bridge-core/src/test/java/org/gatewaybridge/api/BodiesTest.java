package org.gatewaybridge.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private final List<String> events = new ArrayList<>();

  @Test
  void emptyHasNoChunk() {
    assertThat(Bodies.empty()).isEmpty();
  }

  @Test
  void textIsOneChunkInItsCharset() {
    assertThat(Bodies.of("\u00e9", UTF_8)).containsExactly(new byte[] {(byte) 0xc3, (byte) 0xa9});
    assertThat(Bodies.of("\u00e9", ISO_8859_1)).containsExactly(new byte[] {(byte) 0xe9});
  }

  @Test
  void bytesAreNotCopied() {
    byte[] bytes = {1, 2};

    assertThat(Bodies.of(bytes).iterator().next()).isSameAs(bytes);
  }

  @Test
  void oneChunkTellsThatItIsOne() {
    assertThat(Bodies.of("x", UTF_8)).isInstanceOf(Collection.class).hasSize(1);
  }

  @Test
  void closingKeepsTheSizeOfACollection() {
    assertThat(Bodies.closing(Bodies.of("x", UTF_8), () -> {}))
        .isInstanceOf(Collection.class)
        .hasSize(1);
    assertThat(Bodies.closing(new Inner(), () -> {})).isNotInstanceOf(Collection.class);
  }

  @Test
  void closingHandsTheChunksOn() {
    assertThat(Bodies.closing(Bodies.of("x", UTF_8), () -> {}))
        .containsExactly("x".getBytes(UTF_8));
  }

  @Test
  void closingClosesFromTheInside() throws Exception {
    close(Bodies.closing(new Inner(), () -> events.add("outer")));

    assertThat(events).containsExactly("inner", "outer");
  }

  @Test
  void closingBodyThatCannotBeClosedRunsTheRest() throws Exception {
    close(Bodies.closing(Bodies.of("x", UTF_8), () -> events.add("outer")));

    assertThat(events).containsExactly("outer");
  }

  @Test
  void failureInsideDoesNotKeepTheOutsideFromClosing() {
    Iterable<byte[]> body =
        Bodies.closing(Bodies.closing(List.of(), BodiesTest::fail), () -> events.add("outer"));

    assertThatThrownBy(() -> close(body)).hasMessage("broken");
    assertThat(events).containsExactly("outer");
  }

  @Test
  void failureInsideIsNotLostWhenTheOutsideFailsToo() {
    Iterable<byte[]> body =
        Bodies.closing(
            Bodies.closing(List.of(), BodiesTest::fail),
            () -> {
              throw new IllegalStateException("outer");
            });

    assertThatThrownBy(() -> close(body))
        .hasMessage("broken")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .hasToString("java.lang.IllegalStateException: outer"));
  }

  private static void fail() throws IOException {
    throw new IOException("broken");
  }

  private static void close(Iterable<byte[]> body) throws Exception {
    ((AutoCloseable) body).close();
  }

  private final class Inner implements Iterable<byte[]>, AutoCloseable {
    @Override
    public Iterator<byte[]> iterator() {
      return List.<byte[]>of().iterator();
    }

    @Override
    public void close() {
      events.add("inner");
    }
  }
}
