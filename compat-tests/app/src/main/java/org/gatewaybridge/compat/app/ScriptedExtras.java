package org.gatewaybridge.compat.app;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.EarlyHints;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.ResponseTrailers;

/**
 * Promises trailers and sends early hints; notes "no trailers" or "no hints" if there can be none,
 * and "trailers" when it is asked for them. A trailer whose name is "throw" fails.
 */
final class ScriptedExtras {
  private ScriptedExtras() {}

  static void trail(Map<String, Object> environ, Step step, Ledger ledger) {
    if (environ.get(EnvironKeys.TRAILERS) instanceof ResponseTrailers trailers) {
      trailers.send(() -> fields(step, ledger));
    } else {
      ledger.note("no trailers");
    }
  }

  private static List<Map.Entry<String, String>> fields(Step step, Ledger ledger) {
    ledger.note("trailers");
    if (step.argument(0).equals("throw")) {
      throw Failures.raise(step.argument(1));
    }
    return step.headers(0);
  }

  static void hint(Map<String, Object> environ, Step step, Ledger ledger) throws IOException {
    if (environ.get(EnvironKeys.EARLY_HINTS) instanceof EarlyHints hints) {
      hints.send(step.headers(0));
    } else {
      ledger.note("no hints");
    }
  }
}
