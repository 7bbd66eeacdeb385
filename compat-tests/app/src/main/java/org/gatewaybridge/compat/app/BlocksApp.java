package org.gatewaybridge.compat.app;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;

/**
 * Sends {@code X-Blocks} blocks of {@code X-Block-Bytes}, each made when it is asked for, with a
 * Content-Length if {@code X-Length} is there. A block is zeros and ends with its number, as far as
 * that has room, the lowest byte last.
 */
final class BlocksApp implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    long blocks = Long.parseLong(Given.value(environ, "HTTP_X_BLOCKS").toString());
    int bytes = Integer.parseInt(Given.value(environ, "HTTP_X_BLOCK_BYTES").toString());
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", "application/octet-stream"));
    if (environ.containsKey("HTTP_X_LENGTH")) {
      headers.add(Map.entry("Content-Length", String.valueOf(blocks * bytes)));
    }
    startResponse.start("200 OK", headers);
    return () -> blocks(blocks, bytes);
  }

  private static Iterator<byte[]> blocks(long blocks, int bytes) {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < blocks;
      }

      @Override
      public byte[] next() {
        if (next == blocks) {
          throw new NoSuchElementException();
        }
        return block(next++, bytes);
      }
    };
  }

  private static byte[] block(long number, int bytes) {
    byte[] block = new byte[bytes];
    for (int i = 0; i < Math.min(bytes, Long.BYTES); i++) {
      block[bytes - 1 - i] = (byte) (number >>> (8 * i));
    }
    return block;
  }
}
