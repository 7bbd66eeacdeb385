package org.gatewaybridge.python.calls;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.python.slots.Slot;

/** Takes over the slot of a request that has become something else than a response. */
@FunctionalInterface
public interface Upgrade {

  /**
   * Takes the slot; the call has ended.
   *
   * @param request what was sent on the slot
   * @param headers what the app adds to the answer
   * @return the body that the app's call returns
   */
  Iterable<byte[]> accept(PythonRequest request, Slot slot, List<Map.Entry<String, String>> headers)
      throws IOException;
}
