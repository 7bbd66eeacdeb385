package com.acme;

import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.gatewaybridge.api.Bodies;

/** Bodies made of other bodies. */
final class Chunks {
  private Chunks() {}

  /** A body whose chunks are those of another, changed one by one; closing it closes the other. */
  static Iterable<byte[]> map(Iterable<byte[]> body, UnaryOperator<byte[]> change) {
    Iterable<byte[]> changed =
        () -> {
          Iterator<byte[]> chunks = body.iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return chunks.hasNext();
            }

            @Override
            public byte[] next() {
              return change.apply(chunks.next());
            }
          };
        };
    return body instanceof AutoCloseable closeable ? Bodies.closing(changed, closeable) : changed;
  }
}
