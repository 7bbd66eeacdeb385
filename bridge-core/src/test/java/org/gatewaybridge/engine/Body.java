package org.gatewaybridge.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** A body that makes its chunks one by one and counts how often it is closed. */
final class Body implements Iterable<byte[]>, AutoCloseable {
  int closed;
  int asked;
  private final List<Supplier<byte[]>> chunks;

  private Body(List<Supplier<byte[]>> chunks) {
    this.chunks = chunks;
  }

  static Body of(String... chunks) {
    return new Body(
        java.util.Arrays.stream(chunks)
            .<Supplier<byte[]>>map(chunk -> () -> bytes(chunk))
            .toList());
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static Body making(Supplier<byte[]>... chunks) {
    return new Body(List.of(chunks));
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static byte[] fail() {
    throw new IllegalStateException("no more");
  }

  @Override
  public Iterator<byte[]> iterator() {
    asked++;
    return chunks.stream().map(Supplier::get).iterator();
  }

  @Override
  public void close() {
    closed++;
  }
}
