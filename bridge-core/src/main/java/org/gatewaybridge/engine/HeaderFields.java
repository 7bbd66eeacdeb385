package org.gatewaybridge.engine;

import java.util.function.BiConsumer;

/**
 * An environ that can also list the headers one by one. Its {@code HTTP_} keys join those of one
 * name.
 */
public interface HeaderFields {

  /**
   * Passes on each header: its name as it came, and a value, in the order of the request as far as
   * the container keeps it. Values that the environ has got since then take the place of the
   * request's own; headers that an environ does not show are left out.
   */
  void forEachHeader(BiConsumer<String, String> receiver);
}
